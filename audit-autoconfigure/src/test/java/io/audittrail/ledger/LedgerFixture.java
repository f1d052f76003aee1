package io.audittrail.ledger;

import io.audittrail.Change;
import io.audittrail.ChangeSet;
import io.audittrail.line.Records;
import io.audittrail.testing.SettableClock;
import io.audittrail.transaction.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** Opens ledgers in a directory, with a clock that stands still until it is moved. */
final class LedgerFixture {

    static final String STREAM = "sam-web-1";

    final Path directory;
    final SettableClock clock = new SettableClock(Records.AT);
    final Failures failures = new Failures(clock);

    /** What ledgers ask for the time. */
    Clock asked = clock;

    long maxSize = 100_000_000;
    Duration maxAge = Duration.ofDays(1);
    LedgerSettings.Fsync fsync = LedgerSettings.Fsync.NEVER;
    long maxQueueSize = 1 << 20;
    long minFreeSpace = 0;
    SegmentFile.Opener files = SegmentFile::onDisk;
    Surroundings.Volume volume = Surroundings::usable;
    ArchiveFiles archive = ArchiveFiles.ON_DISK;
    Retention retention = Retention.NONE;
    Witnesses witnesses = Witnesses.NONE;
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
                retention,
                new LedgerSettings.Writing(fsync, maxQueueSize, minFreeSpace),
                new LedgerSettings.Application("sam", "1.2"));
        return Ledgers.open(
                settings,
                witnesses,
                new Surroundings(asked, files, archive, volume, this.patience, ownThread),
                failures,
                patience);
    }

    /** What a process leaves that is killed now. */
    void copyTo(Path target) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(file -> file.toString().contains(".jsonl")).toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }

    /** Writes until a segment is closed, and one record more. */
    void fillSegment(Ledger ledger) throws IOException {
        int before = ChainCheck.segments(directory, STREAM).size();
        while (ChainCheck.segments(directory, STREAM).size() == before) {
            append(ledger, "x".repeat(300));
        }
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
}
