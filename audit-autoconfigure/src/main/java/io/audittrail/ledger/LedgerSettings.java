package io.audittrail.ledger;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a ledger is written.
 *
 * @param stream the name of this writer's chain: letters, digits, - and _
 * @param streamExplicit whether the name was chosen by the operator: then no other is taken in its place
 */
public record LedgerSettings(
        Path directory,
        String stream,
        boolean streamExplicit,
        Segments segments,
        Retention retention,
        Writing writing,
        Application application) {

    /** When a committing caller may go on. */
    public enum Fsync {
        /** When the operating system has its records: they outlive the process, but not a power failure. */
        NEVER,
        /** When the disk has them. Callers that commit at the same time share one sync. */
        GROUP
    }

    /** When a new file is begun. */
    public record Segments(long maxSize, Duration maxAge) {}

    /**
     * @param maxQueueSize bytes of lines that may wait while nothing can be written
     * @param minFreeSpace bytes that are left to others on the volume
     */
    public record Writing(Fsync fsync, long maxQueueSize, long minFreeSpace) {}

    /** Who writes, for the record of its start. */
    public record Application(
            @Nullable String name, @Nullable String version) {}

    public LedgerSettings {
        if (!stream.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,99}")) {
            throw new IllegalArgumentException("The stream '" + stream
                    + "' must be 1 to 100 letters, digits, - or _, and begin with a letter or digit:"
                    + " set audit.ledger.stream");
        }
    }

    /** A stream that was named, and for the rest what holds when nothing is set. */
    public static LedgerSettings of(Path directory, String stream) {
        return new LedgerSettings(
                directory,
                stream,
                true,
                new Segments(100L << 20, Duration.ofDays(1)),
                new Retention(true, null, 0),
                new Writing(Fsync.NEVER, 16L << 20, 256L << 20),
                new Application(null, null));
    }

    /** The name is only a proposal. */
    public LedgerSettings withDefaultStream() {
        return new LedgerSettings(directory, stream, false, segments, retention, writing, application);
    }

    public LedgerSettings with(Segments other) {
        return new LedgerSettings(directory, stream, streamExplicit, other, retention, writing, application);
    }

    public LedgerSettings with(Retention other) {
        return new LedgerSettings(directory, stream, streamExplicit, segments, other, writing, application);
    }

    public LedgerSettings with(Writing other) {
        return new LedgerSettings(directory, stream, streamExplicit, segments, retention, other, application);
    }

    public LedgerSettings with(Application other) {
        return new LedgerSettings(directory, stream, streamExplicit, segments, retention, writing, other);
    }

    LedgerSettings withStream(String name) {
        return new LedgerSettings(directory, name, streamExplicit, segments, retention, writing, application);
    }
}
