package io.audittrail.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What databases do differently. */
public enum Dialect {
    H2("cast(extract(epoch from current_timestamp) * 1000 as bigint)", false),
    POSTGRESQL("cast(extract(epoch from clock_timestamp()) * 1000 as bigint)", true),
    /** MySQL too. */
    MARIADB("timestampdiff(microsecond, timestamp'1970-01-01 00:00:00', utc_timestamp(3)) div 1000", false);

    private static final Instant FIRST = Instant.parse("1000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private final String now;
    private final boolean failureAborts;

    Dialect(String now, boolean failureAborts) {
        this.now = now;
        this.failureAborts = failureAborts;
    }

    /** Null for a database that we do not know. */
    public static @Nullable Dialect of(Connection connection) throws SQLException {
        return switch (connection.getMetaData().getDatabaseProductName()) {
            case "H2" -> H2;
            case "PostgreSQL" -> POSTGRESQL;
            case "MariaDB", "MySQL" -> MARIADB;
            default -> null;
        };
    }

    /** As it stands in the names of scripts. */
    String script() {
        return name().toLowerCase(Locale.ROOT) + ".sql";
    }

    /** Milliseconds since 1970 by the database's clock: the one that all instances share. */
    public String now() {
        return now;
    }

    /**
     * As a parameter. What has no zone in the database is UTC there, whatever the sessions are that write and read it. What is
     * further away than a database can count becomes the first or the last moment that it can.
     */
    public Object time(Instant time) {
        Instant within = time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
        return this == MARIADB ? LocalDateTime.ofInstant(within, ZoneOffset.UTC) : within.atOffset(ZoneOffset.UTC);
    }

    /** What was such a parameter. */
    public Instant time(ResultSet row, int column) throws SQLException {
        return this == MARIADB
                ? row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC)
                : row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** The place of a parameter that is the text of JSON. */
    public String json() {
        return switch (this) {
            case H2 -> "? format json";
            case POSTGRESQL -> "cast(? as jsonb)";
            case MARIADB -> "?";
        };
    }

    /** What stands behind the order of a select that wants no more rows. Some modes of H2 know no {@code limit}. */
    public String atMost(int rows) {
        return this == MARIADB ? " limit " + rows : " fetch first " + rows + " rows only";
    }

    /** As a parameter: not every database has a type for it. */
    public Object uuid(UUID id) {
        return this == MARIADB ? id.toString() : id;
    }

    /** Whether a statement that fails takes the transaction with it, unless a savepoint stands before it. */
    public boolean failureAborts() {
        return failureAborts;
    }

    /**
     * Whether this failure has ended the whole transaction in the database, savepoints and all. To go on would commit what
     * is left of it, and the application would never know.
     */
    public boolean hasEndedTransaction(SQLException failure) {
        for (SQLException each = failure; each != null; each = each.getNextException()) {
            String state = each.getSQLState();
            if (each instanceof TransactionEndedException) {
                return true;
            }
            if (!failureAborts && state != null && state.startsWith("40")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the failure says that there is no such table; H2 has a state of its own for an empty database. */
    public static boolean isMissingTable(SQLException failure) {
        String state = failure.getSQLState();
        return "42P01".equals(state) || (state != null && state.startsWith("42S0"));
    }
}
