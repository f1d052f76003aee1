package io.audittrail.benchmarks.compare;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The figures of a row as columns of a table; of all but the throughput the smaller one is the better one. */
enum Measure {
    TIME("time", " × none"),
    THROUGHPUT("changes", "/s"),
    P50("p50", " µs"),
    P99("p99", " µs"),
    THREAD_CPU("thread CPU", " µs/change"),
    PROCESS_CPU("process CPU", " µs/change"),
    ALLOCATED("garbage", " B/change"),
    STATEMENTS("SQL", "/transaction"),
    WAL("WAL", " B/transaction"),
    STORED("stored", " B/change");

    static final String NOTHING = "–";
    static final String FAILED = "failed";

    private final String subject;
    private final String unit;

    Measure(String subject, String unit) {
        this.subject = subject;
        this.unit = unit;
    }

    String subject() {
        return subject;
    }

    /** With its unit. */
    String title() {
        return subject + unit;
    }

    /** The cell of the row: of a cost all, and in brackets what is beyond. "–" where nothing was measured. */
    String cell(Row row) {
        Double figure = value(row);
        if (figure == null) {
            return NOTHING;
        }
        Cost cost = cost(row);
        if (cost != null) {
            return "%s (%s%s)".formatted(number(cost.all()), cost.beyond() < 0 ? "" : "+", number(cost.beyond()));
        }
        return this == TIME ? spread(row.time()) : number(figure);
    }

    /**
     * Whether the one does better than the other by more than the noise; by CPU, which is the application's own, who works in the
     * server is compared with nobody; who does not audit does worse than any who does.
     */
    boolean isBetter(Row one, Row other, double noise) {
        Double mine = value(one);
        Double theirs = value(other);
        if (isElsewhere(one) || (isElsewhere(other) && other.counts())) {
            return false;
        }
        if (mine == null || theirs == null) {
            return mine != null && !other.counts();
        }
        return this == THROUGHPUT ? mine > theirs + noise : mine < theirs - noise;
    }

    /** By how much "none" differs from itself; of ratios, how far the range of half of the rounds goes from one. */
    double noise(Row noneAgain, Row none) {
        Double again = value(noneAgain);
        Double once = value(none);
        if (again == null || once == null) {
            return 0;
        }
        Spread time = noneAgain.time();
        return this == TIME ? Math.max(1 - time.low(), time.high() - 1) : Math.abs(again - once);
    }

    /** Whether no auditing contender among them does better than this one. */
    boolean isBest(Row row, List<Row> among) {
        return !Contenders.isNone(row.contender())
                && !isElsewhere(row)
                && value(row) != null
                && among.stream()
                        .filter(other -> !Contenders.isNone(other.contender()))
                        .noneMatch(other -> isBetter(other, row, 0));
    }

    private boolean isElsewhere(Row row) {
        return (this == THREAD_CPU || this == PROCESS_CPU) && Contenders.isInServer(row.contender());
    }

    static String spread(Spread spread) {
        return "%s (%s–%s)".formatted(ratio(spread.median()), ratio(spread.low()), ratio(spread.high()));
    }

    static String ratio(double figure) {
        return String.format(Locale.ROOT, "%.2f", figure);
    }

    /** What contenders are compared by; null where it is not measured, or where the contender did not audit at all. */
    private @Nullable Double value(Row row) {
        if (!row.counts()) {
            return null;
        }
        Cost cost = cost(row);
        return switch (this) {
            case TIME -> Double.valueOf(row.time().median());
            case THROUGHPUT -> Double.valueOf(row.changesPerSecond());
            case P50 -> Double.valueOf(row.p50());
            case P99 -> Double.valueOf(row.p99());
            case STORED -> row.stored();
            default -> cost == null ? null : Double.valueOf(cost.beyond());
        };
    }

    private @Nullable Cost cost(Row row) {
        return switch (this) {
            case THREAD_CPU -> row.threadCpu();
            case PROCESS_CPU -> row.processCpu();
            case ALLOCATED -> row.allocated();
            case STATEMENTS -> row.statements();
            case WAL -> row.wal();
            default -> null;
        };
    }

    /** With one decimal below a hundred, and without one where it says nothing. */
    static String number(double figure) {
        boolean whole = Math.abs(figure) >= 100 || figure == Math.rint(figure);
        return String.format(Locale.ROOT, whole ? "%,.0f" : "%.1f", figure).replaceFirst("^-0(\\.0)?$", "0");
    }
}
