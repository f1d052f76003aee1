package io.audittrail.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;

/** Several statements in somebody else's transaction, of which either all have an effect or none. */
public final class AllOrNothing {

    /** What the statements are. */
    @FunctionalInterface
    public interface Statements {
        void run() throws SQLException;
    }

    private AllOrNothing() {}

    /** @param harmless whether the transaction has to survive when they fail; else its end takes them back too */
    public static void run(Connection connection, boolean harmless, Statements statements) throws SQLException {
        if (!harmless) {
            statements.run();
            return;
        }
        Savepoint savepoint = connection.setSavepoint();
        try {
            statements.run();
            connection.releaseSavepoint(savepoint);
        } catch (SQLException | RuntimeException | Error e) {
            rollBackTo(connection, savepoint, e);
            throw e;
        }
    }

    /** A savepoint that is no more has gone with its transaction. */
    private static void rollBackTo(Connection connection, Savepoint savepoint, Throwable cause)
            throws TransactionEndedException {
        try {
            connection.rollback(savepoint);
        } catch (SQLException | RuntimeException e) {
            cause.addSuppressed(e);
            throw new TransactionEndedException(cause);
        }
    }
}
