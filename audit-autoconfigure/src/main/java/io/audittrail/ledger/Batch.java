package io.audittrail.ledger;

import io.audittrail.line.Lines;
import org.jspecify.annotations.Nullable;

/**
 * What Logback hands through: the lines of one transaction, and what became of them. Success must be said: an appender
 * that is stopped, filters, or swallows an exception leaves no receipt.
 */
final class Batch {

    private @Nullable Lines lines;
    private @Nullable Throwable failure;
    private @Nullable Exception rollFailure;
    private @Nullable Exception disturbance;
    private boolean written;

    void begin(Lines next) {
        lines = next;
        failure = null;
        rollFailure = null;
        disturbance = null;
        written = false;
    }

    void end() {
        lines = null;
    }

    Lines lines() {
        if (lines == null) {
            throw new IllegalStateException("No lines to write");
        }
        return lines;
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

    /** Somebody else has changed what was written before. */
    void disturbed(Exception finding) {
        disturbance = finding;
    }

    @Nullable
    Exception disturbance() {
        return disturbance;
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
