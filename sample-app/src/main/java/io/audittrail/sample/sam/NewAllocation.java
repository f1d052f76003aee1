package io.audittrail.sample.sam;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** @param endDate the last day; without it the allocation has no end */
public record NewAllocation(
        @NotBlank String resource,

        @NotNull @Positive @Digits(integer = 13, fraction = 2)
        BigDecimal amount,

        @NotNull LocalDate startDate,
        @Nullable LocalDate endDate) {}
