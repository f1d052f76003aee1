package io.audittrail.sample.sam.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AllocationTests {

    private static final LocalDate START = LocalDate.of(2026, 3, 1);

    @Test
    void anAllocationWithoutEndEndsOnTheDay() {
        assertThat(ended(null, START.plusDays(9))).isEqualTo(START.plusDays(9));
    }

    @Test
    void anAllocationThatEndedEarlierStaysAsItIs() {
        assertThat(ended(START.plusDays(5), START.plusDays(9))).isEqualTo(START.plusDays(5));
    }

    @Test
    void anAllocationNeverEndsBeforeItBegan() {
        assertThat(ended(START.plusDays(5), START.minusDays(9))).isEqualTo(START);
    }

    private static @Nullable LocalDate ended(@Nullable LocalDate end, LocalDate by) {
        Account account = new Account(
                new Project("P1", "Title", new User("bob", "Bob", new Organization("O", "O", null))),
                new ComputeResource("c", 1));
        Allocation allocation = new Allocation(account, BigDecimal.TEN, START, end);
        allocation.endBy(by);
        return allocation.endDate();
    }
}
