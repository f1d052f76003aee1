package io.audittrail;

/**
 * Stands in a {@link Change} where a value is not shown. It is equal to itself only as an object: {@link Change} never
 * takes two hidden values for the same value, so the change of a secret stays a change.
 */
public final class Hidden {

    /** A masked attribute. Written as {@code "[masked]"}. */
    public static final Hidden MASKED = new Hidden("");

    private final String error;

    private Hidden(String error) {
        this.error = error;
    }

    /** A value that could not be read. Written as {@code {"error":"<class>"}}. */
    public static Hidden unreadable(Throwable cause) {
        return new Hidden(cause.getClass().getName());
    }

    public boolean isMasked() {
        return this == MASKED;
    }

    /** The class of what was thrown when the value was read; empty for a masked one. */
    public String error() {
        return error;
    }

    @Override
    public String toString() {
        return isMasked() ? "[masked]" : "[unreadable: " + error + "]";
    }
}
