package io.audittrail;

import org.jspecify.annotations.Nullable;

/**
 * The transaction is refused, because its changes could not be recorded and {@code audit.on-failure} is {@code closed}.
 * Nothing of it was committed.
 */
public final class AuditUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AuditUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
