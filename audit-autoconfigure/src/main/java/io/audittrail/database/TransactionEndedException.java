package io.audittrail.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What failed has taken the whole transaction with it. To go on would commit what is left of it. */
public final class TransactionEndedException extends SQLException {

    private static final long serialVersionUID = 1L;

    TransactionEndedException(Throwable cause) {
        super(cause.getMessage(), state(cause), code(cause), cause);
    }

    private static @Nullable String state(Throwable cause) {
        return cause instanceof SQLException failure ? failure.getSQLState() : null;
    }

    private static int code(Throwable cause) {
        return cause instanceof SQLException failure ? failure.getErrorCode() : 0;
    }
}
