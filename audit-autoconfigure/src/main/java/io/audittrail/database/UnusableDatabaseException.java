package io.audittrail.database;

import org.jspecify.annotations.Nullable;

/** The database of an audited unit cannot be used as it is, a table of ours is missing for instance. Meant to stop the start. */
public final class UnusableDatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    public UnusableDatabaseException(String message, String action, @Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    /** What to do about it. */
    public String action() {
        return action;
    }
}
