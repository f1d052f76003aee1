package io.audittrail.line;

import io.audittrail.ChangeSet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.IntPredicate;

/**
 * Lines that wait outside the log, before anybody knows which stream they will belong to: as they are written, but with
 * an empty name of the stream, without flags and seal, and with newlines between them. Thread-safe.
 */
public final class StoredLines {

    private static final LineEncoder NAMELESS = new LineEncoder("");
    private static final byte[] NO_STREAM = LineEncoder.lineStream("");
    private static final int STREAM_AT = LineEncoder.TIMESTAMP_AT + LineEncoder.TIMESTAMP_LENGTH;

    private final byte[] stream;

    /** @param stream whose lines they become when they are {@link #restore restored} */
    public StoredLines(String stream) {
        this.stream = LineEncoder.lineStream(stream);
    }

    /**
     * Encodes records of a transaction from the given one on, counted from 0: at least one, and no more once there are so
     * many bytes. So the memory that a large transaction needs is bounded.
     *
     * @return the first record that was left out
     */
    public static int encode(ChangeSet changes, int from, int maxBytes, Lines lines) {
        return NAMELESS.encode(changes, from, maxBytes, lines);
    }

    /** The lines in the form in which they are stored. */
    public static byte[] bytes(Lines lines) {
        byte[] source = lines.buffer().array();
        byte[] stored = new byte[lines.buffer().length() + lines.count() - 1];
        int to = 0;
        for (int i = 0; i < lines.count(); i++) {
            if (i > 0) {
                stored[to++] = '\n';
            }
            int length = lines.end(i) - lines.start(i);
            System.arraycopy(source, lines.start(i), stored, to, length);
            to += length;
        }
        return stored;
    }

    /**
     * Prepares for the lines of a transaction. Nobody knows any more what application objects they tell of.
     *
     * @param stored the first of what is stored of it
     * @param bytes how much is stored of it in all
     * @param count how many lines that is
     */
    public void begin(byte[] stored, long bytes, int count, Lines into) {
        into.begin(timestamp(stored), null);
        into.buffer().reserve(bytes + (long) count * (stream.length - NO_STREAM.length));
    }

    /**
     * Adds stored lines, as lines of this stream.
     *
     * @param without says of a record's number in its transaction that it is not wanted
     */
    public void restore(byte[] stored, IntPredicate without, Lines into) {
        int start = 0;
        while (start < stored.length) {
            int end = start;
            while (end < stored.length && stored[end] != '\n') {
                end++;
            }
            RecordName name = RecordName.parse(stored, start, end, NO_STREAM);
            if (name == null) {
                throw new IllegalArgumentException("What is stored is no line of a record");
            }
            if (!without.test(name.n())) {
                into.buffer()
                        .append(stored, start, start + STREAM_AT)
                        .append(stream)
                        .append(stored, start + STREAM_AT + NO_STREAM.length, end);
                into.endLine();
            }
            start = end + 1;
        }
    }

    private static Instant timestamp(byte[] stored) {
        try {
            return Instant.parse(new String(
                    stored, LineEncoder.TIMESTAMP_AT, LineEncoder.TIMESTAMP_LENGTH, StandardCharsets.US_ASCII));
        } catch (DateTimeParseException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("What is stored has no timestamp", e);
        }
    }
}
