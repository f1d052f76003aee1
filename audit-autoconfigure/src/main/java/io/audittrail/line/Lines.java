package io.audittrail.line;

import io.audittrail.ChangeSet;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The encoded lines of one transaction, or of the ledger itself, each without its seal. Used again and again by way of
 * {@link LinesPool}. Not thread-safe.
 */
public final class Lines {

    private final LineBuffer buffer;
    private final ValueWriter values;
    private final LineTime time = new LineTime();
    private int[] ends = new int[8];
    private int count;
    private Instant timestamp = Instant.EPOCH;
    private @Nullable ChangeSet changes;
    private boolean outcomeUnknown;
    private boolean redelivered;

    public Lines(int capacity) {
        buffer = new LineBuffer(capacity);
        values = new ValueWriter(buffer, false);
    }

    public LineBuffer buffer() {
        return buffer;
    }

    public int count() {
        return count;
    }

    /** Where the n-th line begins in the buffer, counted from 0. */
    public int start(int n) {
        return n == 0 ? 0 : ends[n - 1];
    }

    /** Where the n-th line ends in the buffer: before its flags and its seal. */
    public int end(int n) {
        return ends[n];
    }

    /** The timestamp of all these lines. */
    public Instant timestamp() {
        return timestamp;
    }

    /** What the lines tell of, one line for each of its records; null when the ledger speaks of itself. */
    public @Nullable ChangeSet changes() {
        return changes;
    }

    /** Nobody knows whether the transaction was committed. */
    public void outcomeUnknown() {
        outcomeUnknown = true;
    }

    /** Another may have written these lines before, and have died before he could say so. */
    public void redelivered() {
        redelivered = true;
    }

    /** What became known after the encoding; stands behind each line, before its seal. */
    public void appendFlags(LineBuffer out) {
        if (outcomeUnknown) {
            out.ascii(",\"outcome\":\"unknown\"");
        }
        if (redelivered) {
            out.ascii(",\"redelivered\":true");
        }
    }

    /** Before a long wait: gives memory back that is not used now. */
    public void trim() {
        buffer.trim();
    }

    ValueWriter values() {
        return values;
    }

    LineTime time() {
        return time;
    }

    void begin(Instant at, @Nullable ChangeSet of) {
        timestamp = at;
        changes = of;
        count = 0;
        outcomeUnknown = false;
        redelivered = false;
        buffer.cut(0);
    }

    void endLine() {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = buffer.length();
    }

    /** Lets go of the application's values and of memory that only a rare giant needs. */
    boolean isWorthKeeping(int maxBytes) {
        changes = null;
        count = 0;
        buffer.cut(0);
        return buffer.capacity() <= maxBytes && ends.length <= maxBytes / Integer.BYTES;
    }
}
