package io.audittrail.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

/** Several statements in somebody else's transaction, of which either all have an effect or none. */
public final class AllOrNothing {

    private static final String SET = "SAVEPOINT audit_records";
    private static final String RELEASE = "RELEASE " + SET;
    private static final String ROLL_BACK = "ROLLBACK TO " + SET;

    /** What the statements are. */
    @FunctionalInterface
    public interface Statements {
        void run() throws SQLException;
    }

    private AllOrNothing() {}

    /**
     * @param harmless whether the transaction has to survive when they fail; else its end takes them back too
     */
    public static void run(Connection connection, Dialect dialect, boolean harmless, Statements statements)
            throws SQLException {
        if (!harmless) {
            statements.run();
        } else if (dialect == Dialect.POSTGRESQL) {
            runBehindText(connection, statements);
        } else {
            runBehindSavepoint(connection, statements);
        }
    }

    private static void runBehindSavepoint(Connection connection, Statements statements) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try {
            statements.run();
            connection.releaseSavepoint(savepoint);
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(() -> connection.rollback(savepoint), e);
            throw e;
        }
    }

    /** By its methods, PostgreSQL's driver refuses a savepoint in a transaction of JTA. */
    private static void runBehindText(Connection connection, Statements statements) throws SQLException {
        execute(connection, SET);
        try {
            statements.run();
            execute(connection, RELEASE);
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(() -> execute(connection, ROLL_BACK), e);
            throw e;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Such statements as one text, for PostgreSQL, which takes several at once: with their savepoint one round trip. */
    public static String guarded(String... statements) {
        return SET + "; " + String.join("; ", statements) + "; " + RELEASE;
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
            rollBack(() -> execute(connection, ROLL_BACK), e);
            throw e;
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
