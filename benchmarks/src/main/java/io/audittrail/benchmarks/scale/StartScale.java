package io.audittrail.benchmarks.scale;

import io.audittrail.benchmarks.figures.Figure;
import io.audittrail.benchmarks.figures.Statistics;
import io.audittrail.benchmarks.log.Logs;
import io.audittrail.benchmarks.log.Scratch;
import io.audittrail.benchmarks.log.Transactions;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerSettings;
import io.audittrail.ledger.LedgerSettings.Fsync;
import io.audittrail.ledger.LedgerSettings.Segments;
import io.audittrail.ledger.Retention;
import io.audittrail.line.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How long it takes to open a log, which an application waits for when it starts. */
final class StartScale implements Measurement {

    private static final int WARM_OPENINGS = 30;
    private static final int RECORDS_PER_SEGMENT = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("segments", "1,10,100,1000");
        options.put("jvms", "5");
        return options;
    }

    @Override
    public String measure(Options options) throws Exception {
        Table table = new Table("Segments", "new JVM", "warm", "compressed: new JVM", "warm");
        for (int segments : options.numbers("segments")) {
            try (Scratch scratch = Scratch.create()) {
                write(scratch.path(), segments);
                String[] plain = opened(scratch.path(), options.number("jvms"));
                String[] compressed = {"–", "–"};
                if (segments > 1) {
                    compress(scratch.path(), segments);
                    compressed = opened(scratch.path(), options.number("jvms"));
                }
                table.row(Table.count(segments), plain[0], plain[1], compressed[0], compressed[1]);
            }
        }
        try (Scratch scratch = Scratch.create()) {
            fill(scratch.path());
            String[] full = opened(scratch.path(), options.number("jvms"));
            table.row("1, of 100 MB", full[0], full[1], "–", "–");
        }
        return table.toString();
    }

    /** In a new JVM: what the first opening took, and the median of some later ones, in nanoseconds. */
    static String openings(Path directory) {
        long cold = opening(directory);
        List<Double> warm = new ArrayList<>();
        for (int i = 0; i < WARM_OPENINGS; i++) {
            warm.add((double) opening(directory));
        }
        return cold + "\n" + Math.round(Statistics.median(warm));
    }

    private static long opening(Path directory) {
        LedgerSettings settings = Logs.settings(directory);
        long start = System.nanoTime();
        Ledger ledger = Logs.open(settings);
        long nanos = System.nanoTime() - start;
        ledger.close();
        return nanos;
    }

    private static String[] opened(Path directory, int jvms) throws Exception {
        List<Double> cold = new ArrayList<>();
        List<Double> warm = new ArrayList<>();
        for (int i = 0; i < jvms; i++) {
            List<String> answer = Child.OPEN.ask("256m", directory);
            if (answer.size() != 2) {
                throw new IllegalStateException("The log in " + directory + " could not be opened");
            }
            cold.add(Double.parseDouble(answer.get(0)));
            warm.add(Double.parseDouble(answer.get(1)));
        }
        return new String[] {
            Figure.of(Statistics.median(cold) / 1e6) + " ms", Figure.of(Statistics.median(warm) / 1e6) + " ms"
        };
    }

    /** Each transaction begins a new segment: with what the log says of itself, one fits and two do not. */
    private static void write(Path directory, int segments) throws IOException {
        try (Ledger ledger = Logs.open(settings(directory))) {
            Transactions updates = Transactions.ofUpdates(RECORDS_PER_SEGMENT);
            for (int i = 0; i < segments; i++) {
                Logs.deliver(ledger, updates);
            }
            Logs.check(ledger);
        }
        expect(segments, directory, name -> name.endsWith(".jsonl"));
    }

    /** Synced each time: where many files are not yet, the log stays in the last one. */
    private static LedgerSettings settings(Path directory) {
        long transaction = RECORDS_PER_SEGMENT * 400L;
        return Logs.settings(directory, Fsync.GROUP).with(new Segments(3 * transaction / 2, Duration.ofDays(1)));
    }

    private static void fill(Path directory) throws IOException {
        try (Ledger ledger = Logs.open(Logs.settings(directory))) {
            Transactions updates = Transactions.ofOneUpdate();
            Lines lines = ledger.encode(updates.next());
            long room = Logs.SEGMENT_BYTES - 10L * (lines.buffer().length() + 100);
            ledger.deliver(lines);
            while (ledger.figures().bytes() < room) {
                Logs.deliver(ledger, updates);
            }
            Logs.check(ledger);
        }
        expect(1, directory, name -> name.endsWith(".jsonl"));
    }

    /** All but the last, which is still being written. */
    private static void compress(Path directory, int segments) throws Exception {
        LedgerSettings settings = Logs.settings(directory).with(new Retention(true, null, 0));
        try (Ledger ledger = Logs.open(settings)) {
            ledger.start(); // Before it has begun, nothing is touched.
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (count(directory, name -> name.endsWith(".jsonl")) > 1 && System.nanoTime() - deadline < 0) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            Logs.check(ledger);
        }
        expect(segments - 1, directory, name -> name.endsWith(".jsonl.gz"));
    }

    private static void expect(int expected, Path directory, Predicate<String> names) throws IOException {
        long found = count(directory, names);
        if (found != expected) {
            throw new IllegalStateException("There are " + found + " segments in place of " + expected);
        }
    }

    private static long count(Path directory, Predicate<String> names) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> names.test(String.valueOf(file.getFileName())))
                    .count();
        }
    }
}
