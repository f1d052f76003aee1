package io.audittrail.postgres;

import org.jspecify.annotations.Nullable;

/** A database cannot have the triggers that are wanted, as it is or at the moment. Meant to stop the start. */
public final class TriggerSchemaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final String action;

    TriggerSchemaException(String what, String action) {
        this(what, action, null);
    }

    TriggerSchemaException(String what, String action, @Nullable Throwable cause) {
        super(what + ": " + action, cause);
        this.what = what;
        this.action = action;
    }

    /** What is in the way. */
    public String what() {
        return what;
    }

    /** What to do about it. */
    public String action() {
        return action;
    }
}
