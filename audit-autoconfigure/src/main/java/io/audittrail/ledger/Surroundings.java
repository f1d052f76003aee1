package io.audittrail.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * What a stream needs of the machine; tests put in what they can hold.
 *
 * @param patience how long a caller waits for somebody else's write or sync before its lines are queued
 * @param ownThread whether housekeeping runs by itself; otherwise somebody drives its rounds
 */
record Surroundings(
        Clock clock,
        SegmentFile.Opener files,
        ArchiveFiles archive,
        Volume volume,
        Duration patience,
        boolean ownThread) {

    /** The free space of the volume that a path is on. */
    @FunctionalInterface
    interface Volume {
        long free(Path path) throws IOException;
    }

    static Surroundings real(Clock clock) {
        return new Surroundings(
                clock, SegmentFile::onDisk, ArchiveFiles.ON_DISK, Surroundings::usable, Duration.ofSeconds(5), true);
    }

    static long usable(Path path) throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }
}
