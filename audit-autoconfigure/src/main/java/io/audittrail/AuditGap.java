package io.audittrail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which the log of one instance is not what it should be, as the log itself tells. That segments are removed
 * when they are old is none: it was asked for. Whether the log was tampered with is not asked here, but of the verifier.
 *
 * @param from null when the log no longer tells
 * @param to null while it lasts
 * @param records how many are late, lost or of unknown outcome; of what is {@link Kind#MISSING}, lines; 0 when nobody knows
 * @param detail why, in a few words
 * @param seq the line of the stream that tells it
 */
public record AuditGap(
        Kind kind,
        String stream,
        @Nullable Instant from,
        @Nullable Instant to,
        long records,
        String detail,
        long seq) {

    /** What is wrong with the time. */
    public enum Kind {
        /** Records waited for the disk. They are in the log, later than they should be. */
        SUSPENDED,

        /** Records were lost: more of them waited for the disk than there was room for. */
        LOST,

        /** The database's answer to a commit was lost. The records are in the log, and may be of something that never was. */
        UNKNOWN_OUTCOME,

        /** Nobody wrote: between a stop in order and the next start. */
        OFF,

        /**
         * It ended without a stop in order, and nobody wrote until the next start. With direct delivery the last records
         * before may be missing. Without an end: the instance was killed and never came back, or another process writes.
         */
        KILLED,

        /** The end of the chain could not be trusted when it was opened: what was written before may be gone. */
        BROKEN,

        /** Lines are gone or cannot be read, and no line tells why. */
        MISSING
    }
}
