package io.audittrail.benchmarks.micro;

import io.audittrail.AuditPage;
import io.audittrail.AuditQuery;
import io.audittrail.benchmarks.log.Transactions;
import io.audittrail.trail.FileAuditTrail;
import io.audittrail.verify.Verification;
import io.audittrail.verify.Verifier;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a line costs those who read a whole log: to look whether it is asked for, to make a record of it, to verify it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReadBenchmark {

    private static final int LINES = 100_000;
    private static final int TOGETHER = 100;

    private @Nullable LogOnDisk log;

    @Setup
    public void write() throws IOException {
        LogOnDisk written = LogOnDisk.open();
        Transactions some = Transactions.ofUpdates(TOGETHER);
        for (int i = 0; i < LINES; i += TOGETHER) {
            written.append(some.next());
        }
        log = written;
    }

    @TearDown
    public void close() {
        log().close();
    }

    private LogOnDisk log() {
        return Objects.requireNonNull(log);
    }

    @Benchmark
    @OperationsPerInvocation(LINES)
    public AuditPage scan() {
        return new FileAuditTrail(log().directory()).find(AuditQuery.all().by("nobody"));
    }

    @Benchmark
    @OperationsPerInvocation(LINES)
    public long stream() {
        try (Stream<?> records = new FileAuditTrail(log().directory()).stream(AuditQuery.all())) {
            return records.count();
        }
    }

    @Benchmark
    @OperationsPerInvocation(LINES)
    public Verification verify() throws IOException {
        return Verifier.ofChain().directory(log().directory());
    }
}
