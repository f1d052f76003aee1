package io.audittrail.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

/** Several statements in somebody else's transaction, of which either all have an effect or none. */
public final class AllOrNothing {

    private static final String SAVEPOINT = "audit_records";

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
            rollBack(() -> connection.rollback(savepoint), e);
            throw e;
        }
    }

    /** Such statements as one text, for PostgreSQL, which takes several at once: with their savepoint one round trip. */
    public static String guarded(String... statements) {
        return "SAVEPOINT " + SAVEPOINT + "; " + String.join("; ", statements) + "; RELEASE SAVEPOINT " + SAVEPOINT;
    }

    /**
     * Executes such a text.
     *
     * @param guarded with all its parameters: before it is sent there is no savepoint to go back to
     */
    public static void execute(Connection connection, PreparedStatement guarded) throws SQLException {
        try {
            guarded.execute();
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(() -> rollBackToSavepoint(connection), e);
            throw e;
        }
    }

    private static void rollBackToSavepoint(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
        }
    }

    /** A savepoint that is no more has gone with its transaction. */
    private static void rollBack(Statements rollback, Throwable cause) throws TransactionEndedException {
        try {
            rollback.run();
        } catch (SQLException | RuntimeException e) {
            cause.addSuppressed(e);
            throw new TransactionEndedException(cause);
        }
    }
}
