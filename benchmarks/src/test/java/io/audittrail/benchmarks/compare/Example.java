package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.origin.Machine;
import io.audittrail.benchmarks.workload.Workload;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results that nobody measured: in W1 and W6, ours does not capture the latter, and the trigger is faster in the former. */
final class Example {

    private static final String EVIDENCE = "{\"a\":\"line\"}";

    private Example() {}

    static Results results() {
        return new Results(
                Instant.parse("2026-11-21T23:00:00Z"),
                "abc1234",
                42,
                10,
                new Machine("A <fast> CPU", 2, 8_192, "Linux 6 amd64", "OpenJDK 17", "7.4.1.Final"),
                "PostgreSQL 18.6 (embedded), fsync=on",
                "ext4",
                List.of(new Failure(
                        Database.Kind.POSTGRES,
                        Workload.W2,
                        Contender.JAVERS,
                        "ended at \"slice 300\" with exit code 3",
                        true,
                        List.of("OutOfMemoryError"))),
                List.of(
                        row(Workload.W1, Contender.NONE, 1.0, null, false),
                        row(Workload.W1, Contender.NONE_AGAIN, 1.01, null, false),
                        row(Workload.W1, Contender.DIRECT, 1.2, 400.0, true),
                        row(Workload.W1, Contender.ENVERS, 2.5, 900.0, true),
                        row(Workload.W1, Contender.TRIGGER, 1.1, 700.0, true),
                        row(Workload.W6, Contender.NONE, 1.0, null, false),
                        row(Workload.W6, Contender.NONE_AGAIN, 0.99, null, false),
                        row(Workload.W6, Contender.DIRECT, 1.3, 1.0, false),
                        row(Workload.W6, Contender.ENVERS, 3.0, 900.0, true)));
    }

    /** One workload in which the trigger and ours take so many times what "none" does. */
    static Results with(Workload workload, double trigger, double ours) {
        return with(List.of(
                row(workload, Contender.NONE, 1.0, null, false),
                row(workload, Contender.NONE_AGAIN, 1.01, null, false),
                row(workload, Contender.DIRECT, ours, 400.0, true),
                row(workload, Contender.TRIGGER, trigger, 700.0, true)));
    }

    /** Nobody failed. */
    static Results with(List<Row> rows) {
        Results results = results();
        return new Results(
                results.date(),
                results.commit(),
                results.seed(),
                results.minutes(),
                results.machine(),
                results.postgres(),
                results.fileSystem(),
                List.of(),
                rows);
    }

    /** The same on H2. */
    static Row onH2(Row row) {
        return with(row, Database.H2, row.compiling());
    }

    static Row onPostgresThatSyncs(Row row) {
        return with(row, Database.POSTGRES_SYNC, row.compiling());
    }

    /** The same, with compilers that take so many percent. */
    static Row compiling(Row row, double percent) {
        return with(row, row.database(), percent);
    }

    private static Row with(Row row, Database database, double compiling) {
        return new Row(
                database,
                row.workload(),
                row.contender(),
                row.rounds(),
                row.warmth(),
                compiling,
                row.time(),
                row.changesPerSecond(),
                row.p50(),
                row.p99(),
                row.threadCpu(),
                row.processCpu(),
                row.allocated(),
                row.statements(),
                row.wal(),
                row.stored(),
                row.audited(),
                row.evidence());
    }

    private static Row row(
            Workload workload, Contender contender, double time, @Nullable Double stored, boolean audited) {
        return new Row(
                Database.POSTGRES_ASYNC,
                workload,
                contender,
                5,
                new Warmth(6, contender != Contender.ENVERS),
                2,
                new Spread(time - 0.05, time, time + 0.05),
                10_000 / time,
                100 * time,
                400 * time,
                new Cost(20 * time, 20 * time - 20),
                new Cost(30 * time, 30 * time - 30),
                new Cost(5_000 * time, 5_000 * time - 5_000),
                new Cost(2, 0),
                new Cost(600, 0),
                stored,
                audited,
                audited ? EVIDENCE : "");
    }
}
