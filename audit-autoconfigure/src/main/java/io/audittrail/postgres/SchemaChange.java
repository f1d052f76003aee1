package io.audittrail.postgres;

import io.audittrail.postgres.SchemaDifference.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Does what a difference says, table by table, and each in a transaction of its own: whoever held the lock of one and waited for
 * that of another could wait for an application that does it the other way round. What is done stays done, and who goes on
 * later finds the rest.
 */
final class SchemaChange {

    private static final String ONE_AT_A_TIME = "(hashtextextended('audit-trail triggers', 0))";

    /** Who waits for others of our kind keeps nobody from working, and they may wait for several tables. */
    private static final int LONGER = 6;

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String DEADLOCK = "40P01";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final Connection connection;
    private final Duration patience;

    /** Reads what differs. */
    interface Reading {
        SchemaDifference read() throws SQLException;
    }

    /** @param patience how long to wait for the lock of a table */
    SchemaChange(Connection connection, Duration patience) {
        this.connection = connection;
        this.patience = patience;
    }

    SchemaDifference run(Reading reading) throws SQLException {
        boolean commitsItself = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            waitForOthers();
            SchemaDifference difference = runAlone(reading);
            letOthersIn();
            return difference;
        } finally {
            connection.setAutoCommit(commitsItself);
        }
    }

    private SchemaDifference runAlone(Reading reading) throws SQLException {
        try {
            SchemaDifference difference = reading.read();
            connection.commit();
            for (List<Step> part : difference.parts()) {
                run(part, difference.unit());
            }
            return difference;
        } catch (SQLException | RuntimeException e) {
            try {
                connection.rollback();
                letOthersIn();
            } catch (SQLException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    private void waitForOthers() throws SQLException {
        try {
            limit(patience.multipliedBy(LONGER));
            execute("select pg_advisory_lock" + ONE_AT_A_TIME);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new TriggerSchemaException(
                        "Somebody else is making triggers in this database",
                        "try again when that is done (" + e.getMessage() + ')',
                        e);
            }
            throw e;
        }
    }

    private void letOthersIn() throws SQLException {
        execute("select pg_advisory_unlock" + ONE_AT_A_TIME);
        connection.commit();
    }

    private void run(List<Step> part, String unit) throws SQLException {
        String table = part.get(0).table();
        List<String> statements =
                part.stream().flatMap(step -> step.apply().stream()).toList();
        try {
            limit(patience);
            if (table != null) {
                String mode = mode(table, statements);
                if (mode != null) {
                    execute("lock table only " + table + " in " + mode + " mode");
                }
            }
            for (String statement : statements) {
                execute(statement);
            }
            connection.commit();
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || DEADLOCK.equals(e.getSQLState())) {
                throw new TriggerSchemaException(
                        "The triggers of persistence unit '" + unit + "' could not be made: somebody has locked "
                                + (table == null ? "a function of theirs" : "table " + table) + " for longer than "
                                + patience.toMillis() + " ms",
                        "try again when the transaction that works with it is over, or let a migration make them; what was"
                                + " done already stays (" + e.getMessage() + ')',
                        e);
            }
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw new TriggerSchemaException(
                        "The triggers of persistence unit '" + unit
                                + "' could not be made, because this role may not do that ("
                                + e.getMessage() + "): "
                                + part.stream().map(Step::sentence).collect(Collectors.joining(" ")),
                        "let a migration make them by a role that may; what was done already stays",
                        e);
            }
            throw e;
        }
    }

    /**
     * The strongest lock that is needed, where not all statements take it: whoever asks for more later may wait for one who
     * waits for him.
     */
    private static @Nullable String mode(String table, List<String> statements) {
        if (statements.stream().anyMatch(statement -> statement.startsWith("drop trigger "))) {
            return "access exclusive";
        }
        boolean isOfOthers = statements.stream()
                .anyMatch(statement ->
                        statement.startsWith("alter table ") && !statement.startsWith("alter table " + table + ' '));
        return isOfOthers ? "share row exclusive" : null;
    }

    private void limit(Duration wait) throws SQLException {
        execute("set local lock_timeout = " + wait.toMillis());
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
