package io.audittrail.database;

import java.sql.SQLException;

/** What failed has taken the whole transaction with it. To go on would commit what is left of it. */
public final class TransactionEndedException extends SQLException {

    private static final long serialVersionUID = 1L;

    TransactionEndedException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
