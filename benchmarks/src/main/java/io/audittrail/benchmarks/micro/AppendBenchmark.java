package io.audittrail.benchmarks.micro;

import io.audittrail.benchmarks.log.Transactions;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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

    private static final int MANY = 100;

    private final Transactions update = Transactions.ofOneUpdate();
    private final Transactions insert = Transactions.ofOneInsert();
    private final Transactions updates = Transactions.ofUpdates(MANY);
    private @Nullable LogOnDisk log;

    /** Anew for each iteration, so that the disk is never full. */
    @Setup(Level.Iteration)
    public void open() throws IOException {
        log = LogOnDisk.open();
    }

    @TearDown(Level.Iteration)
    public void close() {
        log().close();
    }

    private LogOnDisk log() {
        return Objects.requireNonNull(log);
    }

    @Benchmark
    public void oneUpdate() {
        log().append(update.next());
    }

    @Benchmark
    public void oneInsert() {
        log().append(insert.next());
    }

    /** The sealed pipeline: what a record costs where the write is shared. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    public void eachOfManyUpdates() {
        log().append(updates.next());
    }
}
