package io.audittrail.verify;

import java.util.Locale;

/**
 * A place where the log is not what it should be.
 *
 * @param file name of the segment, {@code -} for standard input, the file of checkpoints, or that of evidence
 * @param line number of the line in it, counted from 1; 0 when the file as a whole is meant
 * @param seq the seq found or expected there; 0 when there is none
 * @param what what was expected and what was found
 */
public record Damage(String file, long line, long seq, Kind kind, String what) {

    /** What is wrong, in one word for scripts: the name in lower case, with {@code -}. */
    public enum Kind {
        /** No line of a log. */
        MALFORMED_LINE,
        /** A line of a format that came later. */
        UNKNOWN_VERSION,
        /** A line of another stream. */
        WRONG_STREAM,
        /** A line is missing, double, or in another's place. */
        WRONG_SEQ,
        /** A line, or the one before it, was changed. */
        WRONG_HASH,
        /** The last line has no end. */
        TORN_LINE,
        /** A line that no log has. */
        LONG_LINE,
        /** The first line of a segment does not continue the segment before; or such a line stands elsewhere. */
        WRONG_OPENING,
        /** A segment that is named after another seq than it begins with. */
        WRONG_NAME,
        /** The first segments are gone, and no line says that they were removed. */
        MISSING_START,
        /** Segments in between are gone. */
        MISSING_LINES,
        /** A line says that the segments before were removed, but they were others. */
        WRONG_REMOVAL,
        /** The writer found the end of the chain changed, and began anew. */
        CHAIN_BROKEN,
        /** A compressed segment cannot be read, or is not as we write them. */
        DAMAGED_GZIP,
        /** A segment is there plain and compressed, with different content. */
        COPIES_DIFFER,
        /** A link or a directory with the name of a segment. */
        NOT_A_FILE,
        /** A checkpoint knew another line in this place. */
        CHECKPOINT_DIFFERS,
        /** A checkpoint knew lines behind the end: the tail was cut. */
        MISSING_TAIL,
        /** A checkpoint of a stream of which nothing is left. */
        MISSING_STREAM,
        /** A line in the file of checkpoints that is none. */
        MALFORMED_CHECKPOINT,
        /** A checkpoint that goes back behind the one before. */
        CHECKPOINT_ORDER,
        /** A checkpoint without the signature of the key. */
        WRONG_SIGNATURE,
        /** A file of evidence, or one in it, is not what its digest was made of. */
        WRONG_DIGEST,
        /** A file of evidence is not as export writes it. */
        MALFORMED_EVIDENCE,
        /** What a file of evidence tells of its segments is not what they say. */
        WRONG_SUMMARY,
        /** The key in a file of evidence is not the one that it should be. */
        WRONG_KEY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** As the command prints it. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + (seq > 0 ? " seq " + seq : "") + ": " + kind + ": " + what;
    }
}
