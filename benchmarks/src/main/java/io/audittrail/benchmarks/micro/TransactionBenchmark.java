package io.audittrail.benchmarks.micro;

import io.audittrail.Actor;
import io.audittrail.ChangeRecord;
import io.audittrail.benchmarks.log.Records;
import io.audittrail.ledger.DirectDelivery;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import io.audittrail.transaction.OpenTransaction;
import io.audittrail.transaction.OwnConnection;
import io.audittrail.transaction.PlainValues;
import io.audittrail.transaction.RecordFigures;
import io.audittrail.transaction.TransactionRecorder;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/**
 * All that we do for a transaction, from its first record to the file, without the database: with what holds when nothing is
 * set, and without context. What Hibernate's events cost, and making records of them, is not in it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TransactionBenchmark {

    private static final int MANY = 50;

    /** Is there before the commit, and not asked: this delivery needs none. */
    private static final OwnConnection CONNECTION = () -> {
        throw new IllegalStateException("There is no database");
    };

    private final ChangeRecord update = Records.update(0);
    private final ChangeRecord insert = Records.insert(0);
    private final List<ChangeRecord> updates =
            IntStream.range(0, MANY).mapToObj(Records::update).toList();
    private @Nullable LogOnDisk log;
    private @Nullable TransactionRecorder recorder;

    /** Anew for each iteration, so that the disk is never full. */
    @Setup(Level.Iteration)
    public void open() throws Exception {
        LogOnDisk opened = LogOnDisk.open();
        Clock clock = Clock.systemUTC();
        Failures failures = new Failures(clock);
        Actor alice = Actor.user("alice");
        log = opened;
        recorder = new TransactionRecorder(
                "default",
                new TransactionRecorder.Collaborators(
                        clock,
                        () -> alice,
                        List::of,
                        new PlainValues(8192),
                        new DirectDelivery(opened.ledger(), failures),
                        List::of,
                        failures,
                        Gate.open(),
                        new RecordFigures(),
                        null,
                        false));
    }

    @TearDown(Level.Iteration)
    public void close() {
        Objects.requireNonNull(log).close();
    }

    @Benchmark
    public void oneUpdate() {
        OpenTransaction transaction = begin();
        transaction.add(update, Records.PROPERTIES);
        commit(transaction);
    }

    @Benchmark
    public void oneInsert() {
        OpenTransaction transaction = begin();
        transaction.add(insert, Records.PROPERTIES);
        commit(transaction);
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public void eachOfFiftyUpdates() {
        OpenTransaction transaction = begin();
        for (ChangeRecord each : updates) {
            transaction.add(each, Records.PROPERTIES);
        }
        commit(transaction);
    }

    private OpenTransaction begin() {
        return Objects.requireNonNull(recorder).begin();
    }

    private static void commit(OpenTransaction transaction) {
        transaction.close(CONNECTION);
        transaction.committed();
    }
}
