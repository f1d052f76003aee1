package io.audittrail.benchmarks.micro;

import io.audittrail.ChangeSet;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerSettings;
import io.audittrail.ledger.Ledgers;
import io.audittrail.transaction.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The way from a transaction's records to bytes in the file: encode, seal, write. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AppendBenchmark {

    private static final int MANY = 1_000;
    private static final long SEGMENT_BYTES = 100L << 20;

    private final ChangeSet update = Samples.set(Samples.update(), 1);
    private final ChangeSet insert = Samples.set(Samples.insert(), 1);
    private final ChangeSet updates = Samples.set(Samples.update(), MANY);
    private @Nullable Path directory;
    private @Nullable Ledger ledger;

    /** Anew for each iteration, so that the disk is never full. */
    @Setup(Level.Iteration)
    public void open() throws IOException {
        directory = Files.createTempDirectory("append");
        LedgerSettings settings = LedgerSettings.of(directory, "append")
                .with(new LedgerSettings.Segments(SEGMENT_BYTES, Duration.ofDays(1)));
        ledger = Ledgers.open(settings, Clock.systemUTC(), new Failures(Clock.systemUTC()));
    }

    @TearDown(Level.Iteration)
    public void close() throws IOException {
        ledger().close();
        try (Stream<Path> files = Files.walk(Objects.requireNonNull(directory))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Ledger ledger() {
        return Objects.requireNonNull(ledger);
    }

    @Benchmark
    public void oneUpdate() {
        ledger().deliver(ledger().encode(update));
    }

    @Benchmark
    public void oneInsert() {
        ledger().deliver(ledger().encode(insert));
    }

    /** The sealed pipeline: what a record costs where the write is shared. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    public void eachOfManyUpdates() {
        ledger().deliver(ledger().encode(updates));
    }

    /** Up to the append: what threads can do side by side. */
    @Benchmark
    public void withoutTheAppend() {
        ledger().release(ledger().encode(update));
    }
}
