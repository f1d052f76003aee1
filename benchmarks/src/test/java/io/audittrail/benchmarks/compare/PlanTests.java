package io.audittrail.benchmarks.compare;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.benchmarks.compare.Order.Turn;
import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.contender.SliceResult;
import io.audittrail.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    void withEnoughTimeEverythingIsMeasured() {
        Plan plan = Plan.within(Duration.ofMinutes(30), ALL.size());

        assertThat(plan.leftOut()).isEmpty();
        assertThat(plan.on(Database.Kind.H2)).containsOnlyKeys(Workload.values());
        assertThat(plan.on(Database.Kind.POSTGRES))
                .containsOnlyKeys(Workload.values())
                .allSatisfy((workload, databases) ->
                        assertThat(databases).containsExactly(Database.POSTGRES_ASYNC, Database.POSTGRES_SYNC));
    }

    @Test
    void withLessTimeLessIsMeasuredAndItFits() {
        Plan plan = Plan.within(Duration.ofMinutes(10), ALL.size());

        assertThat(plan.time()).isLessThanOrEqualTo(Duration.ofMinutes(13));
        assertThat(plan.leftOut()).contains("W6 on H2 in memory").doesNotContain("W1 on H2 in memory");
        assertThat(plan.on(Database.Kind.POSTGRES))
                .containsOnlyKeys(Workload.values())
                .allSatisfy((workload, databases) -> assertThat(databases).contains(Database.POSTGRES_SYNC));
    }

    @Test
    void whatWasAskedForIsMeasuredHoweverLongItTakes() {
        Plan plan = Plan.whole(List.of(Workload.W2, Workload.W3), List.of(Database.H2, Database.POSTGRES_SYNC), 4);

        assertThat(plan.on(Database.Kind.H2))
                .isEqualTo(Map.of(Workload.W2, Set.of(Database.H2), Workload.W3, Set.of(Database.H2)));
        assertThat(plan.weight()).isEqualTo(2 * (Plan.weight(true, true) + Plan.weight(false, true)));
    }

    @Test
    void whoHasConsumedEnoughAndIsAtRestIsWarm() throws ChildFailure {
        WarmUp warmUp = new WarmUp(new WarmUp.Limits(400, SECONDS.toNanos(60)));

        assertThat(stints(warmUp, 50, 0, 40, 0, 39, 0, 39, 0)).isEqualTo(4);
        assertThat(warmUp.warmth().quiet()).isTrue();
    }

    @Test
    void whoStillCompilesIsNot() throws ChildFailure {
        WarmUp warmUp = new WarmUp(new WarmUp.Limits(0, SECONDS.toNanos(60)));

        assertThat(stints(warmUp, 40, 0, 40, 50, 40, 0, 40, 41, 40, 39, 40, 0)).isEqualTo(6);
    }

    @Test
    void nobodyIsWarmedUpForEver() throws ChildFailure {
        WarmUp warmUp = new WarmUp(new WarmUp.Limits(0, MILLISECONDS.toNanos(1_900)));

        assertThat(stints(warmUp, 90, 100, 80, 100, 70, 100, 60, 100, 50, 100, 40, 100))
                .isEqualTo(5);
        assertThat(warmUp.warmth().quiet()).isFalse();
    }

    @Test
    void lessIsCountedWhereATransactionTakesLong() throws ChildFailure {
        assertThat(Comparison.counted(Samples.taking(100_000))).isEqualTo(200);
        assertThat(Comparison.counted(Samples.taking(4_000_000))).isEqualTo(60);
        assertThat(Comparison.counted(Samples.taking(1_000_000_000))).isEqualTo(20);
    }

    /** How many it takes of stints of 400 ms: each has microseconds per transaction, and milliseconds of compilers. */
    private static int stints(WarmUp warmUp, int... microsAndMillis) throws ChildFailure {
        int stints = 0;
        while (!warmUp.isOver()) {
            long transactions = 400_000 / microsAndMillis[2 * stints];
            long nanos = transactions * microsAndMillis[2 * stints] * 1_000;
            warmUp.add(new SliceResult(
                    transactions,
                    transactions,
                    nanos,
                    nanos,
                    nanos,
                    nanos,
                    microsAndMillis[2 * stints + 1],
                    Samples.histogram(1, 1)));
            stints++;
        }
        return stints;
    }
}
