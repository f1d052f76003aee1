package io.audittrail.ledger;

import io.audittrail.line.Lines;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Logback hands through: lines that are written with one write, and what became of them. Success must be said: an
 * appender that is stopped, filters, or swallows an exception leaves no receipt.
 */
final class Batch {

    /** Room for what flags and seal add to a line. */
    private static final int SEAL_BYTES = 150;

    private final List<Lines> lines = new ArrayList<>();
    private boolean synced;
    private long millis;
    private @Nullable Throwable failure;
    private @Nullable Exception rollFailure;
    private boolean written;

    /** @param toBeSynced whether nothing is to be left of the lines unless the disk has them */
    void begin(boolean toBeSynced) {
        lines.clear();
        synced = toBeSynced;
        failure = null;
        rollFailure = null;
        written = false;
    }

    /** When it is written: a clock is asked once for all who want to know. */
    void at(long now) {
        millis = now;
    }

    long millis() {
        return millis;
    }

    void add(Lines next) {
        lines.add(next);
    }

    void end() {
        lines.clear();
    }

    List<Lines> lines() {
        return lines;
    }

    /** What they take in a segment, at most. */
    long size() {
        long size = 0;
        for (int i = 0; i < lines.size(); i++) {
            size += size(lines.get(i));
        }
        return size;
    }

    static long size(Lines lines) {
        return lines.buffer().length() + (long) SEAL_BYTES * lines.count();
    }

    boolean isToBeSynced() {
        return synced;
    }

    void written() {
        written = true;
    }

    void failed(Throwable cause) {
        failure = cause;
    }

    /** The lines are written or will be, but no new segment could be begun for them. */
    void notRolled(Exception cause) {
        rollFailure = cause;
    }

    @Nullable
    Exception rollFailure() {
        return rollFailure;
    }

    boolean isWritten() {
        return written;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }
}
