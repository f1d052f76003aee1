package io.audittrail.sample.status;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An outage as the API takes and shows it.
 *
 * @param id given by the database; whatever a request says is ignored
 * @param endedAt left out while it lasts
 */
public record Outage(
        @Nullable Long id,
        @NotBlank @Size(max = 40) String resource,
        @NotBlank @Size(max = 255) String title,
        @NotNull Instant startedAt,
        @Nullable Instant endedAt) {}
