package io.audittrail.sample.sam;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;

/** @param amount what to add; take away when negative */
public record NewAdjustment(
        @NotNull @Digits(integer = 13, fraction = 2) BigDecimal amount,
        @NotBlank @Size(max = 255) String comment) {}
