package io.audittrail.ledger;

import org.jspecify.annotations.Nullable;

/** The ledger cannot be opened. The message says why, where, and which property to set. */
public final class LedgerUnavailableException extends RuntimeException {

    public LedgerUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
