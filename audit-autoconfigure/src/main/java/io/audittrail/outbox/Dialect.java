package io.audittrail.outbox;

import java.sql.Connection;
import java.sql.SQLException;

/** What databases do differently. */
enum Dialect {
    H2("cast(extract(epoch from current_timestamp) * 1000 as bigint)", false),
    POSTGRESQL("cast(extract(epoch from clock_timestamp()) * 1000 as bigint)", true),
    /** MySQL too. */
    MARIADB("timestampdiff(microsecond, timestamp'1970-01-01 00:00:00', utc_timestamp(3)) div 1000", false);

    private final String now;
    private final boolean failureAborts;

    Dialect(String now, boolean failureAborts) {
        this.now = now;
        this.failureAborts = failureAborts;
    }

    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "H2" -> H2;
            case "PostgreSQL" -> POSTGRESQL;
            case "MariaDB", "MySQL" -> MARIADB;
            default ->
                throw new OutboxUnavailableException(
                        "audit.delivery=guaranteed knows H2, PostgreSQL, MariaDB and MySQL, and not " + product,
                        "Set audit.delivery=direct, or audit a unit in one of these databases.",
                        null);
        };
    }

    /** Milliseconds since 1970 by the database's clock: the one that all instances share. */
    String now() {
        return now;
    }

    /** Whether a statement that fails takes the transaction with it, unless a savepoint stands before it. */
    boolean failureAborts() {
        return failureAborts;
    }

    /**
     * Whether this failure has ended the whole transaction in the database, savepoints and all. To go on would commit what
     * is left of it, and the application would never know.
     */
    boolean hasEndedTransaction(SQLException failure) {
        for (SQLException each = failure; each != null; each = each.getNextException()) {
            String state = each.getSQLState();
            if (!failureAborts && state != null && state.startsWith("40")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the failure says that there is no such table; H2 has a state of its own for an empty database. */
    static boolean isMissingTable(SQLException failure) {
        String state = failure.getSQLState();
        return "42P01".equals(state) || (state != null && state.startsWith("42S0"));
    }
}
