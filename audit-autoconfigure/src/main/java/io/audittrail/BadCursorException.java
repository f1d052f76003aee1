package io.audittrail;

/** A cursor is not the {@link AuditPage#next} of a page in the order that was asked for. */
public final class BadCursorException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public BadCursorException(String message) {
        super(message);
    }
}
