package io.audittrail.postgres;

import org.jspecify.annotations.Nullable;

/** A database cannot have the triggers that are wanted, as it is or at the moment. Meant to stop the start. */
public final class TriggerSchemaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    TriggerSchemaException(String message, String action) {
        this(message, action, null);
    }

    TriggerSchemaException(String message, String action, @Nullable Throwable cause) {
        super(message + ": " + action, cause);
        this.action = action;
    }

    /** What to do about it. */
    public String action() {
        return action;
    }
}
