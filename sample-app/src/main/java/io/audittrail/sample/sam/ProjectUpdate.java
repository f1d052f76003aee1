package io.audittrail.sample.sam;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What is left out stays as it is.
 *
 * @param projcode may be left out; cannot be changed
 */
public record ProjectUpdate(
        @Nullable String projcode,

        @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank") @Size(max = 255) @Nullable
        String title,

        @JsonProperty("abstract") @Size(max = 100_000) @Nullable
        String abstractText,

        @Nullable Boolean active,
        @Nullable String lead) {}
