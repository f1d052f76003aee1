package io.audittrail.benchmarks.log;

import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerSettings;
import io.audittrail.ledger.LedgerSettings.Fsync;
import io.audittrail.ledger.LedgerSettings.Segments;
import io.audittrail.ledger.LedgerSettings.Writing;
import io.audittrail.ledger.Ledgers;
import io.audittrail.ledger.Retention;
import io.audittrail.line.Lines;
import io.audittrail.transaction.Failures;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** How a log is written while it is measured. */
public final class Logs {

    public static final long SEGMENT_BYTES = 100_000_000;

    private Logs() {}

    /** Nothing is compressed or removed, so that nobody else is at work. */
    public static LedgerSettings settings(Path directory) {
        LedgerSettings settings = LedgerSettings.of(directory, "benchmark");
        return settings.with(new Segments(SEGMENT_BYTES, Duration.ofDays(1))).with(Retention.NONE);
    }

    public static LedgerSettings settings(Path directory, Fsync fsync) {
        Writing usual = settings(directory).writing();
        return settings(directory).with(new Writing(fsync, usual.maxQueueSize(), usual.minFreeSpace()));
    }

    public static Ledger open(LedgerSettings settings) {
        return Ledgers.open(settings, Clock.systemUTC(), new Failures(Clock.systemUTC()));
    }

    /** Writes the next one, and answers how long the writing took, in nanoseconds. */
    public static long deliver(Ledger ledger, Transactions transactions) {
        Lines lines = ledger.encode(transactions.next());
        long start = System.nanoTime();
        ledger.deliver(lines);
        return System.nanoTime() - start;
    }

    /** A figure of a log that was not written as it should have been is none. */
    public static void check(Ledger ledger) {
        List<String> problems = ledger.report().problems();
        if (!problems.isEmpty() || ledger.figures().lostRecords() > 0) {
            throw new IllegalStateException("The log could not be written: " + problems);
        }
    }
}
