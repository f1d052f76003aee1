package io.audittrail.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.benchmarks.compare.Order.Turn;
import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTests {

    private static final List<Contender> ALL = Arrays.asList(Contender.values());

    @Test
    void eachContenderHasOneSliceInEachRound() {
        Order order = new Order(1, Database.H2, Workload.W1);

        for (int i = 0; i < 20; i++) {
            assertThat(order.round(ALL)).extracting(Turn::contender).containsExactlyInAnyOrderElementsOf(ALL);
        }
    }

    @Test
    void slicesAreOfDifferentLengthsWithinTheirBounds() {
        assertThat(new Order(1, Database.H2, Workload.W1).round(ALL))
                .extracting(Turn::millis)
                .allSatisfy(millis -> assertThat(millis).isBetween(250, 350))
                .doesNotHaveDuplicates();
    }

    @Test
    void theSameSeedGivesTheSameOrderAndAnotherAnother() {
        List<Turn> round = new Order(1, Database.H2, Workload.W1).round(ALL);

        assertThat(new Order(1, Database.H2, Workload.W1).round(ALL)).isEqualTo(round);
        assertThat(new Order(2, Database.H2, Workload.W1).round(ALL)).isNotEqualTo(round);
        assertThat(new Order(1, Database.H2, Workload.W2).round(ALL)).isNotEqualTo(round);
    }

    @Test
    void whatAPartTakesTooMuchTheOthersShare() {
        Budget budget = new Budget(100, 10);

        assertThat(budget.next(0, 3)).isEqualTo(30);
        assertThat(budget.next(65, 1)).isEqualTo(70);
        assertThat(budget.next(70, 6)).isEqualTo(100);
    }

    @Test
    void nothingIsLeftToThoseWhoComeTooLate() {
        Budget budget = new Budget(100, 2);

        assertThat(budget.next(0, 1)).isEqualTo(50);
        assertThat(budget.next(120, 1)).isEqualTo(120);
    }

    @Test
    void aBudgetWeighsEachPart() {
        assertThat(Comparison.weight(1, 1)).isEqualTo(5);
        assertThat(Comparison.weight(3, 2)).isEqualTo(5 + 1 + 2 + 1 + 2 + 1);
        assertThat(Comparison.weight(6, 0)).isZero();
    }

    @Test
    void warmingUpTakesMoreWhereThereIsMoreTimeAndNotWithoutEnd() {
        assertThat(WarmUp.within(Duration.ofMinutes(10))).isEqualTo(new WarmUp(6_000_000_000L, 1_500_000_000));
        assertThat(WarmUp.within(Duration.ofHours(2))).isEqualTo(new WarmUp(20_000_000_000L, 5_000_000_000L));
    }

    @Test
    void lessIsCountedWhereATransactionTakesLong() throws ChildFailure {
        assertThat(Comparison.counted(Samples.taking(100_000))).isEqualTo(200);
        assertThat(Comparison.counted(Samples.taking(4_000_000))).isEqualTo(60);
        assertThat(Comparison.counted(Samples.taking(1_000_000_000))).isEqualTo(20);
    }
}
