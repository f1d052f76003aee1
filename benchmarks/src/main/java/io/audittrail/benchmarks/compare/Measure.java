package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.figures.Figure;
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
            return "%s (%s%s)".formatted(Figure.of(cost.all()), cost.beyond() < 0 ? "" : "+", Figure.of(cost.beyond()));
        }
        return this == TIME ? spread(row) : Figure.of(figure);
    }

    /**
     * By how much the one does worse than "none"; below zero if it was measured as better. Null where it is not measured, and by
     * CPU, which is the application's own, of who works in the server.
     */
    @Nullable
    Double behind(Row row, Row none) {
        Double figure = value(row);
        if (figure == null || ((this == THREAD_CPU || this == PROCESS_CPU) && Contenders.isInServer(row.contender()))) {
            return null;
        }
        Double base = value(none);
        double behind = base == null ? figure : figure - base;
        return this == THROUGHPUT ? -behind : behind;
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

    static String spread(Row row) {
        return "%s (%s–%s)"
                .formatted(time(row), ratio(row.time().low()), ratio(row.time().high()));
    }

    /** Of a contender, as a multiple of "none": nobody who audits takes less time, and "≈ 1" was measured so. */
    static String time(Row row) {
        double time = row.time().median();
        return time < 1 && !Contenders.isNone(row.contender()) ? "≈ 1" : ratio(time);
    }

    private static String ratio(double figure) {
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
}
