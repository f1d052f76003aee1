package io.audittrail.outbox;

import org.jspecify.annotations.Nullable;

/** Guaranteed delivery cannot work as things are, a table is missing for instance. Meant to stop the start. */
public final class OutboxUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    public OutboxUnavailableException(String message, String action, @Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    /** What to do about it. */
    public String action() {
        return action;
    }
}
