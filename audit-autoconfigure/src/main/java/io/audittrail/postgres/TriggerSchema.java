package io.audittrail.postgres;

import io.audittrail.hibernate.MappedUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The triggers of a persistence unit, and what they need, in its database. Thread-safe. */
public final class TriggerSchema {

    /** Nobody's start waits longer for those who work with a table. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String SET_PATH = "select set_config('search_path', ?, true)";

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
     * Requires that nothing differs, except partitions that were attached or detached since.
     *
     * @return what differs nevertheless
     * @throws TriggerSchemaException that says what does
     */
    public SchemaDifference validate(Connection connection) throws SQLException {
        SchemaDifference difference = diff(connection);
        if (difference.isMoreThanPartitions()) {
            throw new TriggerSchemaException(
                    "The triggers of persistence unit '" + unit.name() + "' are not as they should be: "
                            + difference.summary(),
                    "let audit.postgres.triggers.schema-action=write write a migration, or =apply make them at the start",
                    null);
        }
        return difference;
    }

    /**
     * Brings the database to what should be, table by table, and commits after each.
     *
     * @return what differed
     * @throws TriggerSchemaException when a table cannot have triggers, or somebody works with it for too long; what is done
     *     stays, and the rest differs still
     */
    public SchemaDifference apply(Connection connection) throws SQLException {
        return change(unit, settings, connection);
    }

    /**
     * Writes what differs, and how it is undone, as a migration for Flyway; nothing when nothing differs, or when the newest
     * one that this has written for the unit says the same and was not applied yet.
     *
     * @return the migration that was written
     */
    public static Optional<Path> write(SchemaDifference difference, Connection connection, Path directory, Clock clock)
            throws SQLException, IOException {
        return difference.isEmpty()
                ? Optional.empty()
                : new Migrations(directory).writeUnlessThere(difference, connection, clock);
    }

    /** The tables on which somebody's triggers write to the audit tables; those with companions are left out. */
    public static List<String> recording(TriggerOwner owner, Connection connection) throws SQLException {
        return new Catalog(connection)
                .triggers(List.of()).stream()
                        .filter(trigger -> trigger.isOurs()
                                && owner.has(trigger)
                                && trigger.isEnabled()
                                && !trigger.hasCompanion())
                        .map(FoundTrigger::table)
                        .distinct()
                        .toList();
    }

    /**
     * Who owns tables with somebody's triggers and is no superuser, where their functions have the rights of one: a cast of a
     * type of his would be run with these.
     */
    public static List<String> ownersBeforeSuperusers(TriggerOwner owner, Connection connection) throws SQLException {
        return new Catalog(connection).ownersBeforeSuperusers(owner.beginning());
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
        return new SchemaChange(connection, patience).run(() -> readWithin(wanted, as, connection));
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
                    SchemaComparison.of(as.owner(wanted.name()), WantedSchema.of(wanted, as, found, catalog), catalog);
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
}
