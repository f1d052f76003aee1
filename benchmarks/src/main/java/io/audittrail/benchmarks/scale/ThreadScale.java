package io.audittrail.benchmarks.scale;

import io.audittrail.benchmarks.figures.Figure;
import io.audittrail.benchmarks.figures.Statistics;
import io.audittrail.benchmarks.log.Logs;
import io.audittrail.benchmarks.log.Scratch;
import io.audittrail.benchmarks.log.Transactions;
import io.audittrail.benchmarks.scale.Gang.Slice;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerFigures;
import io.audittrail.ledger.LedgerSettings.Fsync;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * How many records a log takes when more and more threads commit. There is no database: the threads do nothing else. What
 * is compared is measured in turns, in short slices, so that a change of the machine's mood meets all.
 */
final class ThreadScale implements Measurement {

    private static final int LINE_BYTES = 404;
    private static final long NOTHING_MEASURED = -1;

    /** What is measured in one slice. */
    private record Setup(String kind, int threads) {}

    /** @param syncs of the log while it was open, and how long they took */
    private record Run(Slice slice, long syncs, long syncNanos) {

        double perSecond() {
            return slice.perSecond();
        }

        double processNanosEach() {
            return slice.processNanosEach();
        }

        double threadNanosEach() {
            return slice.threadNanosEach();
        }

        double percentile(double share) {
            return slice.latencies().percentile(share);
        }

        double recordsPerSync() {
            return (double) slice.times() / Math.max(1, syncs);
        }

        double nanosPerSync() {
            return (double) syncNanos / Math.max(1, syncs);
        }
    }

    private static final String BARE = "bare";
    private static final String ENCODE = "encode";

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("threads", "1,2,4,8,16,32,64");
        options.put("rounds", "15");
        options.put("slice", "300");
        return options;
    }

    @Override
    public String measure(Options options) throws Exception {
        List<Integer> threads = options.numbers("threads");
        List<Setup> setups = new ArrayList<>();
        for (Fsync fsync : Fsync.values()) {
            threads.forEach(count -> setups.add(new Setup(fsync.name(), count)));
        }
        setups.add(new Setup(BARE, 1));
        setups.add(new Setup(ENCODE, 1));
        setups.add(new Setup(ENCODE, 2));

        Map<Setup, List<Run>> slices = new LinkedHashMap<>();
        setups.forEach(setup -> slices.put(setup, new ArrayList<>()));
        Duration duration = Duration.ofMillis(options.number("slice"));
        Turns<Setup> turns = new Turns<>(setups);
        for (int round = 0; round <= options.number("rounds"); round++) {
            for (Setup setup : turns.next()) {
                Run run = run(setup, duration);
                if (round > 0) { // The first one warms up.
                    of(slices, setup).add(run);
                }
            }
        }
        return report(threads, slices);
    }

    private static Run run(Setup setup, Duration duration) throws Exception {
        try (Scratch scratch = Scratch.create()) {
            if (setup.kind.equals(BARE)) {
                return new Run(syncs(scratch.path().resolve("bare"), duration), 0, 0);
            }
            Fsync fsync = setup.kind.equals(ENCODE) ? Fsync.NEVER : Fsync.valueOf(setup.kind);
            try (Ledger ledger = Logs.open(Logs.settings(scratch.path(), fsync))) {
                Slice slice = setup.kind.equals(ENCODE)
                        ? Gang.run(setup.threads, duration, i -> encoding(ledger, i))
                        : Gang.run(setup.threads, duration, i -> delivering(ledger, i));
                Logs.check(ledger);
                LedgerFigures figures = ledger.figures();
                return new Run(slice, figures.fsyncs(), figures.fsyncNanos());
            }
        }
    }

    private static LongSupplier delivering(Ledger ledger, int share) {
        Transactions updates = Transactions.ofOneUpdate(share);
        return () -> Logs.deliver(ledger, updates);
    }

    /** All that comes before the append. */
    private static LongSupplier encoding(Ledger ledger, int share) {
        Transactions updates = Transactions.ofOneUpdate(share);
        return () -> {
            ledger.release(ledger.encode(updates.next()));
            return NOTHING_MEASURED;
        };
    }

    /** What the disk itself can do: one line, one sync, again and again. */
    private static Slice syncs(Path file, Duration duration) throws Exception {
        byte[] line = new byte[LINE_BYTES];
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            return Gang.run(1, duration, i -> () -> {
                try {
                    long start = System.nanoTime();
                    out.write(line);
                    out.getFD().sync();
                    return System.nanoTime() - start;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static String report(List<Integer> threads, Map<Setup, List<Run>> slices) {
        StringBuilder text = new StringBuilder();
        text.append(never(threads, slices)).append('\n');
        text.append(group(threads, slices)).append('\n');
        List<Run> bare = of(slices, new Setup(BARE, 1));
        text.append("The disk's own: %s syncs/s of one line each by one thread, p50 %s, p99 %s.%n%n"
                .formatted(
                        Table.count(Math.round(median(bare, Run::perSecond))), micros(bare, 0.5), micros(bare, 0.99)));
        return text.append(upToTheAppend(of(slices, new Setup(ENCODE, 1)), of(slices, new Setup(ENCODE, 2))))
                .toString()
                .replace(System.lineSeparator(), "\n");
    }

    private static Table never(List<Integer> threads, Map<Setup, List<Run>> slices) {
        Table table = new Table(
                "`fsync=never`: threads",
                "records/s (half of the slices)",
                "CPU per record, whole JVM",
                "`deliver`, p50",
                "p99");
        for (int count : threads) {
            List<Run> mine = of(slices, new Setup(Fsync.NEVER.name(), count));
            table.row(Table.count(count), rate(mine), cpu(mine), micros(mine, 0.5), micros(mine, 0.99));
        }
        return table;
    }

    private static Table group(List<Integer> threads, Map<Setup, List<Run>> slices) {
        Table table = new Table(
                "`fsync=group`: threads",
                "durable records/s (half of the slices)",
                "CPU per record, whole JVM",
                "`deliver`, p50",
                "p99",
                "records per sync",
                "a sync takes");
        for (int count : threads) {
            List<Run> mine = of(slices, new Setup(Fsync.GROUP.name(), count));
            table.row(
                    Table.count(count),
                    rate(mine),
                    cpu(mine),
                    micros(mine, 0.5),
                    micros(mine, 0.99),
                    Figure.of(median(mine, Run::recordsPerSync)),
                    Figure.of(median(mine, Run::nanosPerSync) / 1e3) + " µs");
        }
        return table;
    }

    private static String rate(List<Run> slices) {
        return "%s (%s – %s)"
                .formatted(
                        perSecond(slices),
                        Table.count(Math.round(quantile(slices, 0.25, Run::perSecond))),
                        Table.count(Math.round(quantile(slices, 0.75, Run::perSecond))));
    }

    private static String cpu(List<Run> slices) {
        return Figure.of(median(slices, Run::processNanosEach) / 1e3) + " µs";
    }

    /** Two slices of one round are compared with each other: whatever else the machine did, it did it to both. */
    private static String upToTheAppend(List<Run> one, List<Run> two) {
        List<Double> byWall = new ArrayList<>();
        List<Double> byCpu = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            byWall.add(two.get(i).perSecond() / one.get(i).perSecond());
            byCpu.add(2 * one.get(i).threadNanosEach() / two.get(i).threadNanosEach());
        }
        Table table = new Table("Up to the append: threads", "records/s", "thread CPU per record", "× one", "by CPU");
        table.row("1", perSecond(one), nanos(one), "1", "1");
        table.row("2", perSecond(two), nanos(two), Table.spread(byWall), Table.spread(byCpu));
        return table.toString();
    }

    private static String perSecond(List<Run> slices) {
        return Table.count(Math.round(median(slices, Run::perSecond)));
    }

    private static String nanos(List<Run> slices) {
        return Figure.of(median(slices, Run::threadNanosEach)) + " ns";
    }

    /** The median over the slices of each one's percentile. */
    private static String micros(List<Run> slices, double share) {
        double nanos = median(slices, run -> run.percentile(share));
        return Figure.of(nanos / 1e3) + " µs";
    }

    private static double median(List<Run> slices, ToDoubleFunction<Run> figure) {
        return quantile(slices, 0.5, figure);
    }

    private static double quantile(List<Run> slices, double share, ToDoubleFunction<Run> figure) {
        return Statistics.quantile(slices.stream().map(figure::applyAsDouble).toList(), share);
    }

    private static List<Run> of(Map<Setup, List<Run>> slices, Setup setup) {
        return slices.getOrDefault(setup, List.of());
    }
}
