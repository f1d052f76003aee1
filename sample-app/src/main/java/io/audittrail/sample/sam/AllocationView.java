package io.audittrail.sample.sam;

import io.audittrail.sample.sam.domain.Allocation;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An allocation as the API shows it. */
public record AllocationView(
        @Nullable Long id,
        String projcode,
        String resource,
        BigDecimal amount,
        LocalDate startDate,
        @Nullable LocalDate endDate) {

    static AllocationView of(Allocation allocation) {
        return new AllocationView(
                allocation.id(),
                allocation.account().project().projcode(),
                allocation.account().resource().name(),
                allocation.amount(),
                allocation.startDate(),
                allocation.endDate());
    }
}
