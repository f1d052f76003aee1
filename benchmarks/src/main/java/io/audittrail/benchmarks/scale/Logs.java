package io.audittrail.benchmarks.scale;

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

/** Logs that are written without a database. */
final class Logs {

    static final long SEGMENT_BYTES = 100_000_000;

    private Logs() {}

    /** Nothing is compressed or removed, so that nobody else is at work. */
    static LedgerSettings settings(Path directory) {
        LedgerSettings settings = LedgerSettings.of(directory, "scale");
        return settings.with(new Segments(SEGMENT_BYTES, Duration.ofDays(1))).with(Retention.NONE);
    }

    static LedgerSettings settings(Path directory, Fsync fsync) {
        Writing usual = settings(directory).writing();
        return settings(directory).with(new Writing(fsync, usual.maxQueueSize(), usual.minFreeSpace()));
    }

    static Ledger open(LedgerSettings settings) {
        return Ledgers.open(settings, Clock.systemUTC(), new Failures(Clock.systemUTC()));
    }

    /** Writes an update, and answers how long the writing took, in nanoseconds. */
    static long deliver(Ledger ledger, Updates updates) {
        Lines lines = ledger.encode(updates.next());
        long start = System.nanoTime();
        ledger.deliver(lines);
        return System.nanoTime() - start;
    }

    /** A figure of a log that was not written as it should have been is none. */
    static void check(Ledger ledger) {
        List<String> problems = ledger.report().problems();
        if (!problems.isEmpty() || ledger.figures().lostRecords() > 0) {
            throw new IllegalStateException("The log could not be written: " + problems);
        }
    }
}
