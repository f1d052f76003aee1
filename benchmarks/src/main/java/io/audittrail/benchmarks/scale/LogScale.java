package io.audittrail.benchmarks.scale;

import io.audittrail.benchmarks.figures.Figure;
import io.audittrail.benchmarks.figures.Statistics;
import io.audittrail.benchmarks.log.Logs;
import io.audittrail.benchmarks.log.Scratch;
import io.audittrail.benchmarks.log.Transactions;
import io.audittrail.ledger.Ledger;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether a record is appended as fast to a large log as to a small one. */
final class LogScale implements Measurement {

    private static final int MAX_ROWS = 20;
    private static final int WARM_UP = 200_000;

    /** How long the records of a step took, in nanoseconds. */
    private record Step(long bytes, long median, long p99, long max) {}

    /** @param heap what is in use after it, in bytes, without what was needed to measure it */
    private record After(Step step, long heap) {}

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("gigabytes", "1");
        return options;
    }

    @Override
    public String measure(Options options) throws Exception {
        warmUp();
        long goal = (long) (options.decimal("gigabytes") * 1e9);
        List<After> steps = new ArrayList<>();
        try (Scratch scratch = Scratch.create();
                Ledger ledger = Logs.open(Logs.settings(scratch.path()))) {
            Transactions updates = Transactions.ofOneUpdate();
            while (ledger.figures().bytes() < goal) {
                Step step = step(ledger, updates);
                steps.add(new After(step, usedHeap()));
            }
            Logs.check(ledger);
        }
        return report(steps);
    }

    private static void warmUp() throws Exception {
        try (Scratch scratch = Scratch.create();
                Ledger ledger = Logs.open(Logs.settings(scratch.path()))) {
            Transactions updates = Transactions.ofOneUpdate();
            for (int i = 0; i < WARM_UP; i++) {
                Logs.deliver(ledger, updates);
            }
        }
    }

    private static Step step(Ledger ledger, Transactions updates) {
        long end = (ledger.figures().bytes() / Logs.SEGMENT_BYTES + 1) * Logs.SEGMENT_BYTES;
        Times taken = new Times();
        while (ledger.figures().bytes() < end) {
            taken.add(Logs.deliver(ledger, updates));
        }
        return new Step(end, taken.percentile(0.5), taken.percentile(0.99), taken.percentile(1));
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String report(List<After> steps) {
        Table table = new Table("Log, up to", "append, median", "p99", "longest", "heap in use");
        int every = (steps.size() + MAX_ROWS - 1) / MAX_ROWS;
        for (int i = 0; i < steps.size(); i++) {
            if (i == 0 || (i + 1) % every == 0) {
                Step step = steps.get(i).step;
                table.row(
                        Table.count(step.bytes / 1_000_000) + " MB",
                        Figure.of(step.median / 1e3) + " µs",
                        Figure.of(step.p99 / 1e3) + " µs",
                        Figure.of(step.max / 1e6) + " ms",
                        Figure.of(steps.get(i).heap / 1e6) + " MB");
            }
        }
        return table + "\n"
                + slope(steps.stream().map(after -> (double) after.step.median).toList()) + "\n";
    }

    /** Halves and not ends: one step says little. */
    private static String slope(List<Double> medians) {
        int half = Math.max(1, medians.size() / 2);
        double first = Statistics.median(medians.subList(0, half));
        double second = Statistics.median(medians.subList(medians.size() - half, medians.size()));
        return "Of %d steps of 100 MB, the medians are between %s and %s µs; that of the second half is %s × that of the first."
                .formatted(
                        medians.size(),
                        Figure.of(Collections.min(medians) / 1e3),
                        Figure.of(Collections.max(medians) / 1e3),
                        Figure.of(second / first));
    }
}
