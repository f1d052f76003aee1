package io.audittrail.ledger;

import io.audittrail.Change;
import io.audittrail.ChangeSet;
import io.audittrail.line.Records;
import io.audittrail.transaction.Failures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/** Opens ledgers in a directory, with a clock that stands still until it is moved. */
final class LedgerFixture {

    static final String STREAM = "sam-web-1";

    final Path directory;
    final SettableClock clock = new SettableClock();
    final Failures failures = new Failures(clock);
    long maxSize = 100_000_000;
    Duration maxAge = Duration.ofDays(1);
    LedgerSettings.Fsync fsync = LedgerSettings.Fsync.NEVER;
    long maxQueueSize = 1 << 20;
    long minFreeSpace = 0;
    SegmentFile.Opener files = SegmentFile::onDisk;
    Surroundings.Volume volume = Surroundings::usable;
    Duration patience = Duration.ofSeconds(5);
    boolean ownThread;

    LedgerFixture(Path directory) {
        this.directory = directory;
    }

    Ledger open() {
        return open(STREAM, true, Duration.ZERO);
    }

    Ledger open(String stream, boolean explicit, Duration patience) {
        LedgerSettings settings = new LedgerSettings(
                directory,
                stream,
                explicit,
                new LedgerSettings.Segments(maxSize, maxAge),
                new LedgerSettings.Writing(fsync, maxQueueSize, minFreeSpace),
                new LedgerSettings.Application("sam", "1.2"));
        return Ledgers.open(
                settings, new Surroundings(clock, files, volume, this.patience, ownThread), failures, patience);
    }

    /** Delivers one transaction of one record, as a commit does. */
    long append(Ledger ledger, Object id) throws IOException {
        return append(ledger, set(id));
    }

    long append(Ledger ledger, ChangeSet set) throws IOException {
        ledger.deliver(ledger.encode(set));
        return ledger.seq();
    }

    /** What housekeeping does in a second. */
    void round(Ledger ledger) {
        clock.move(Duration.ofSeconds(1));
        ledger.housekeeping().round();
    }

    ChangeSet set(Object id) {
        return new ChangeSet(
                Records.TX,
                clock.instant(),
                "sam",
                Records.set(Records.update(id, new Change("title", "Old", "New")))
                        .records(),
                Map.of());
    }

    static final class SettableClock extends Clock {

        private volatile Instant now = Records.AT;

        synchronized void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
