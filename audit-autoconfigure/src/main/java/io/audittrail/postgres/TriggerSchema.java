package io.audittrail.postgres;

import io.audittrail.hibernate.MappedUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The triggers of a persistence unit, and what they need, in its database. Thread-safe. */
public final class TriggerSchema {

    /** Nobody's start waits longer for those who work with a table. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The text of every lock of ours begins so. */
    private static final String ONE_AT_A_TIME =
            "select pg_advisory_xact_lock(hashtextextended('audit-trail triggers', 0))";

    private static final String SET_PATH = "select set_config('search_path', ?, true)";

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final MappedUnit unit;
    private final TriggerSettings settings;
    private final Duration patience;

    public TriggerSchema(MappedUnit unit, TriggerSettings settings) {
        this(unit, settings, PATIENCE);
    }

    /** @param patience how long to wait for a lock */
    TriggerSchema(MappedUnit unit, TriggerSettings settings, Duration patience) {
        this.unit = unit;
        this.settings = settings;
        this.patience = patience;
    }

    /**
     * What differs from what should be. Changes and locks nothing; a connection that does not commit by itself stays in its
     * transaction.
     *
     * @throws TriggerSchemaException when a table cannot have triggers
     */
    public SchemaDifference diff(Connection connection) throws SQLException {
        return read(unit, settings, connection);
    }

    /**
     * Requires that nothing differs.
     *
     * @throws TriggerSchemaException that says what does
     */
    public void validate(Connection connection) throws SQLException {
        SchemaDifference difference = diff(connection);
        if (!difference.isEmpty()) {
            throw new TriggerSchemaException(
                    "The triggers of persistence unit '" + unit.name() + "' are not as they should be: "
                            + String.join("; ", difference.sentences()),
                    "let audit.postgres.triggers.schema-action=write write a migration, or =apply make them at the start",
                    null);
        }
    }

    /**
     * Brings the database to what should be, in a transaction of its own that is committed.
     *
     * @return what differed
     */
    public SchemaDifference apply(Connection connection) throws SQLException {
        return change(unit, settings, connection);
    }

    /**
     * Writes what differs, and how it is undone, as a migration for Flyway; nothing when nothing differs, or when the newest
     * one that this has written says the same and was not applied yet.
     *
     * @return the migration that was written
     */
    public Optional<Path> write(Connection connection, Path directory, Clock clock) throws SQLException, IOException {
        SchemaDifference difference = diff(connection);
        if (difference.isEmpty()) {
            return Optional.empty();
        }
        Migrations migrations = new Migrations(directory);
        String newest = migrations.newest(difference);
        return newest != null && !isApplied(newest, connection)
                ? Optional.empty()
                : Optional.of(migrations.write(difference, clock));
    }

    /** What would have to be done to remove the triggers of the unit and their functions. The history stays. */
    public SchemaDifference removal(Connection connection) throws SQLException {
        return read(nothing(), settings.with(), connection);
    }

    /** Removes the triggers of the unit and their functions. The history stays. */
    public SchemaDifference remove(Connection connection) throws SQLException {
        return change(nothing(), settings.with(), connection);
    }

    private MappedUnit nothing() {
        return new MappedUnit(unit.name(), List.of(), List.of());
    }

    private SchemaDifference change(MappedUnit wanted, TriggerSettings as, Connection connection) throws SQLException {
        boolean commitsItself = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            execute("set local lock_timeout = " + patience.toMillis(), connection);
            execute(ONE_AT_A_TIME, connection);
            SchemaDifference difference = read(wanted, as, connection);
            for (String statement : difference.apply()) {
                execute(statement, connection);
            }
            connection.commit();
            return difference;
        } catch (SQLException e) {
            connection.rollback();
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw tooBusy(e);
            }
            throw e;
        } catch (RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(commitsItself);
        }
    }

    private TriggerSchemaException tooBusy(SQLException e) {
        return new TriggerSchemaException(
                "The triggers of persistence unit '" + unit.name()
                        + "' could not be made: somebody has locked a table for" + " longer than " + patience.toMillis()
                        + " ms",
                "try again when the transaction that works with the table is over, or let a migration make them ("
                        + e.getMessage() + ')',
                e);
    }

    private static SchemaDifference read(MappedUnit wanted, TriggerSettings as, Connection connection)
            throws SQLException {
        boolean commitsItself = connection.getAutoCommit();
        if (!commitsItself) {
            return readWithin(wanted, as, connection);
        }
        connection.setAutoCommit(false);
        try {
            return readWithin(wanted, as, connection);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** With an empty search path, the database tells all names with their schema. */
    private static SchemaDifference readWithin(MappedUnit wanted, TriggerSettings as, Connection connection)
            throws SQLException {
        Catalog catalog = new Catalog(connection);
        WantedSchema.Found found = WantedSchema.find(wanted, as, catalog);
        String path = path(catalog.text("select current_setting('search_path')"));
        catalog.text(SET_PATH, "");
        try {
            SchemaDifference difference =
                    SchemaComparison.of(wanted.name(), WantedSchema.of(wanted, as, found, catalog), catalog);
            catalog.text(SET_PATH, path);
            return difference;
        } catch (TriggerSchemaException refused) {
            catalog.text(SET_PATH, path);
            throw refused;
        }
    }

    private static String path(@Nullable String path) {
        return path == null ? "" : path;
    }

    /** By the history that Flyway keeps, where it is called as it usually is. */
    private static boolean isApplied(String version, Connection connection) throws SQLException {
        Catalog catalog = new Catalog(connection);
        return catalog.text("select cast(to_regclass('flyway_schema_history') as text)") != null
                && catalog.text("select version from flyway_schema_history where version = ? and success", version)
                        != null;
    }

    private static void execute(String sql, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
