package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.contender.Contender;
import java.util.List;

/**
 * Who does better than whom by one measure, in one workload on one database: by more than the noise. Nobody who audits does
 * better than "none", so what was measured as if somebody did is noise, and the noise is at least as large as that.
 */
final class Ranking {

    private final Measure measure;
    private final List<Row> rows;
    private final Row none;
    private final double noise;

    /** @param rows of all contenders, "none" among them */
    Ranking(Measure measure, List<Row> rows) {
        this.measure = measure;
        this.rows = rows;
        this.none = rows.stream()
                .filter(row -> row.contender() == Contender.NONE)
                .findAny()
                .orElseThrow();
        this.noise = rows.stream().mapToDouble(this::noise).max().orElse(0);
    }

    /** Whether the one does better than the other; who does not audit does worse than any who does. */
    boolean isBetter(Row one, Row other) {
        Double mine = measure.behind(one, none);
        Double theirs = measure.behind(other, none);
        if (mine == null || theirs == null) {
            return mine != null && !other.counts();
        }
        return Math.max(0, mine) < Math.max(0, theirs) - noise;
    }

    /** Whether no auditing contender does better: this is the best one, or differs from it by nothing but noise. */
    boolean isBest(Row row) {
        return !Contenders.isNone(row.contender())
                && measure.behind(row, none) != null
                && rows.stream()
                        .filter(other -> !Contenders.isNone(other.contender()))
                        .noneMatch(other -> isBetter(other, row));
    }

    /** What a row shows of it. */
    private double noise(Row row) {
        if (row.contender() == Contender.NONE_AGAIN) {
            return measure.noise(row, none);
        }
        Double behind = measure.behind(row, none);
        return behind == null ? 0 : Math.max(0, -behind);
    }
}
