package io.audittrail.statements;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * What PostgreSQL's driver knows of a transaction, without asking the server. Once a statement has failed, the server rolls
 * back at the commit, which succeeds nevertheless; and a commit that fails leaves nothing to be committed. The only class
 * that needs that driver.
 */
final class PostgresTransactions {

    private PostgresTransactions() {}

    /** Whether a statement has failed, so that a commit rolls back. */
    static boolean isDoomed(Connection connection) {
        return stateOf(connection) == TransactionState.FAILED;
    }

    /** Whether there is no transaction any more. */
    static boolean isOver(Connection connection) {
        return stateOf(connection) == TransactionState.IDLE;
    }

    /** Null for a connection to another database. */
    private static @Nullable TransactionState stateOf(Connection connection) {
        try {
            if (connection instanceof BaseConnection own) {
                return own.getTransactionState();
            }
            return connection.isWrapperFor(BaseConnection.class)
                    ? connection.unwrap(BaseConnection.class).getTransactionState()
                    : null;
        } catch (SQLException | RuntimeException | LinkageError e) {
            return null; // It is closed, or of another version.
        }
    }
}
