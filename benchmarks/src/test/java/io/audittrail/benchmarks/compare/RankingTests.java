package io.audittrail.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.workload.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

/** "None, once more" lies from 0.96 to 1.06: the noise is six hundredths. */
class RankingTests {

    @Test
    void whatIsWithinTheNoiseIsNoLoss() {
        assertThat(isBetter(Measure.TIME, 1.10, 1.17)).isTrue();
        assertThat(isBetter(Measure.TIME, 1.10, 1.15)).isFalse();
    }

    @Test
    void allWithinTheNoiseOfTheBestAreTheBest() {
        assertThat(best(Measure.TIME, 1.10, 1.17)).containsExactly(Contender.TRIGGER);
        assertThat(best(Measure.TIME, 1.10, 1.15)).containsExactly(Contender.DIRECT, Contender.TRIGGER);
        assertThat(best(Measure.P50, 1.10, 1.105)).containsExactly(Contender.DIRECT, Contender.TRIGGER);
        assertThat(best(Measure.THROUGHPUT, 1.10, 1.105)).containsExactly(Contender.DIRECT, Contender.TRIGGER);
        assertThat(best(Measure.THROUGHPUT, 1.10, 1.17)).containsExactly(Contender.TRIGGER);
        assertThat(best(Measure.STORED, 1.10, 1.10)).containsExactly(Contender.DIRECT);
    }

    @Test
    void whatIsMeasuredAsBetterThanNoneSaysHowLargeTheNoiseIs() {
        assertThat(best(Measure.TIME, 0.90, 1.08)).containsExactly(Contender.DIRECT, Contender.TRIGGER);
        assertThat(best(Measure.TIME, 0.90, 1.12)).containsExactly(Contender.TRIGGER);
        assertThat(best(Measure.P50, 0.90, 1.08)).containsExactly(Contender.DIRECT, Contender.TRIGGER);
        assertThat(best(Measure.ALLOCATED, 0.90, 1.08)).containsExactly(Contender.DIRECT, Contender.TRIGGER);
        assertThat(best(Measure.THROUGHPUT, 0.90, 1.08)).containsExactly(Contender.DIRECT, Contender.TRIGGER);
        assertThat(isBetter(Measure.TIME, 0.90, 1.08)).isFalse();
    }

    @Test
    void byCpuNobodyIsBetterBecauseTheServerDoesTheWork() {
        assertThat(best(Measure.THREAD_CPU, 1.1, 1.5)).containsExactly(Contender.DIRECT);
        assertThat(best(Measure.PROCESS_CPU, 1.1, 1.5)).containsExactly(Contender.DIRECT);
        assertThat(best(Measure.ALLOCATED, 1.1, 1.5)).containsExactly(Contender.TRIGGER);
        assertThat(isBetter(Measure.THREAD_CPU, 1.1, 1.5)).isFalse();
    }

    @Test
    void whoDoesNotAuditIsWorseThanWhoDoes() {
        List<Row> rows = Example.results().rows().stream()
                .filter(row -> row.workload() == Workload.W6)
                .toList();
        Ranking ranking = new Ranking(Measure.TIME, rows);

        assertThat(ranking.isBetter(of(rows, Contender.ENVERS), of(rows, Contender.DIRECT)))
                .isTrue();
        assertThat(rows).filteredOn(ranking::isBest).extracting(Row::contender).containsExactly(Contender.ENVERS);
    }

    private static boolean isBetter(Measure measure, double trigger, double ours) {
        List<Row> rows = Example.with(Workload.W1, trigger, ours).rows();
        return new Ranking(measure, rows).isBetter(of(rows, Contender.TRIGGER), of(rows, Contender.DIRECT));
    }

    private static List<Contender> best(Measure measure, double trigger, double ours) {
        List<Row> rows = Example.with(Workload.W1, trigger, ours).rows();
        return rows.stream()
                .filter(new Ranking(measure, rows)::isBest)
                .map(Row::contender)
                .toList();
    }

    private static Row of(List<Row> rows, Contender contender) {
        return rows.stream()
                .filter(row -> row.contender() == contender)
                .findAny()
                .orElseThrow();
    }
}
