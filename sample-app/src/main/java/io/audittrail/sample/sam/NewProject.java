package io.audittrail.sample.sam;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** @param active true when left out */
public record NewProject(
        @NotNull @Pattern(regexp = "[A-Za-z0-9_-]{1,20}", message = "must be 1 to 20 letters, digits, - or _")
        String projcode,

        @NotBlank @Size(max = 255) String title,

        @JsonProperty("abstract") @Size(max = 100_000) @Nullable
        String abstractText,

        @Nullable Boolean active,
        @NotBlank String lead) {}
