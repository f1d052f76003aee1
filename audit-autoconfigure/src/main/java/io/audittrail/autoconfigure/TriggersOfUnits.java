package io.audittrail.autoconfigure;

import io.audittrail.AuditHealth;
import io.audittrail.database.UnusableDatabaseException;
import io.audittrail.hibernate.CoverageListener;
import io.audittrail.hibernate.MappedUnit;
import io.audittrail.hibernate.UnitCoverage;
import io.audittrail.hibernate.UnitListener;
import io.audittrail.postgres.SchemaDifference;
import io.audittrail.postgres.TriggerSchema;
import io.audittrail.postgres.TriggerSettings;
import io.audittrail.transaction.OwnStatements;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/** Sees to it that the triggers of each unit are as they should be, before its first session. Thread-safe. */
final class TriggersOfUnits implements UnitListener, CoverageListener, AuditHealth {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");
    private static final String SETTING = "audit.postgres.triggers.enabled=true";

    private final TriggerSettings settings;
    private final AuditProperties.SchemaAction action;
    private final String migrations;
    private final Clock clock;
    private final Map<String, DataSource> dataSources = new ConcurrentHashMap<>();
    private final Map<String, String> partitions = new ConcurrentHashMap<>();
    private final Map<String, String> problems = new ConcurrentHashMap<>();

    TriggersOfUnits(TriggerSettings settings, AuditProperties.SchemaAction action, String migrations, Clock clock) {
        this.settings = settings;
        this.action = action;
        this.migrations = migrations;
        this.clock = clock;
    }

    @Override
    public void wiring(String unit, AbstractEntityManagerFactoryBean factory) {
        DataSource dataSource = factory.getDataSource();
        if (dataSource == null) {
            throw unusable(
                    "needs the DataSource of the persistence unit '" + unit + "', and its factory has none", null);
        }
        dataSources.put(unit, dataSource);
        try (Connection connection = dataSource.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            if (!product.equals("PostgreSQL")) {
                throw unusable(
                        "is for PostgreSQL, and the database of the persistence unit '" + unit + "' is " + product,
                        null);
            }
        } catch (SQLException e) {
            throw unusable("cannot reach the database of the persistence unit '" + unit + "': " + e.getMessage(), e);
        }
    }

    @Override
    public void ready(UnitCoverage coverage) {}

    /** By now the tables of the unit are there, whoever has created them. */
    @Override
    public void mapped(MappedUnit unit) {
        DataSource dataSource = dataSources.get(unit.name());
        if (dataSource == null || action == AuditProperties.SchemaAction.NONE) {
            return;
        }
        OwnStatements.begin(); // What is done here is no change of the application's.
        try (Connection connection = dataSource.getConnection()) {
            act(unit, new TriggerSchema(unit, settings), connection);
            warnOfSuperusers(
                    unit.name(), TriggerSchema.ownersBeforeSuperusers(settings.owner(unit.name()), connection));
        } catch (SQLException e) {
            throw unusable("failed for the persistence unit '" + unit.name() + "': " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UnusableDatabaseException(
                    "The migration for the triggers of persistence unit '" + unit.name()
                            + "' cannot be written to the directory " + migrations + ": " + e,
                    "Let the application write there, name another directory in audit.postgres.triggers.migrations, or set"
                            + " audit.postgres.triggers.schema-action=validate.",
                    e);
        } finally {
            OwnStatements.end();
        }
    }

    private void act(MappedUnit unit, TriggerSchema schema, Connection connection) throws SQLException, IOException {
        switch (action) {
            case VALIDATE -> validated(unit, schema.validate(connection));
            case APPLY -> applied(unit, schema.apply(connection));
            case WRITE -> write(unit, schema, connection);
            case NONE -> {}
        }
    }

    private static void warnOfSuperusers(String unit, List<String> owners) {
        if (!owners.isEmpty()) {
            log.warn(
                    "The functions that triggers of persistence unit '{}' run belong to a superuser, and tables to {}, who could"
                            + " have code of his run with a superuser's rights by them. Give the functions and the audit tables"
                            + " to a role that is no superuser and owns nothing else",
                    unit,
                    String.join(", ", owners));
        }
    }

    /** No problem, by which an instance that refuses unrecorded changes would be taken for down. */
    private void validated(MappedUnit unit, SchemaDifference difference) {
        if (!difference.isEmpty()) {
            String sentence = "Partitions of tables of persistence unit '" + unit.name()
                    + "' were attached or detached since the triggers were made; what is done to a new one by its own name is in"
                    + " no table: " + difference.summary();
            partitions.put(unit.name(), sentence);
            log.warn("{}. Let what makes partitions run what AuditSchema.diff says", sentence);
        }
    }

    private static void applied(MappedUnit unit, SchemaDifference difference) {
        if (!difference.isEmpty()) {
            log.info(
                    "The triggers of persistence unit '{}' were made as they should be: {}",
                    unit.name(),
                    difference.summary());
        }
    }

    private void write(MappedUnit unit, TriggerSchema schema, Connection connection) throws SQLException, IOException {
        SchemaDifference difference = schema.diff(connection);
        if (difference.isEmpty()) {
            return;
        }
        Path directory = Path.of(migrations).toAbsolutePath();
        String where = TriggerSchema.write(difference, connection, directory, clock)
                .map(written -> "a migration was written, " + written)
                .orElse("a migration is there already, in " + directory);
        String problem = "The triggers of persistence unit '" + unit.name()
                + "' are not as they should be, and what they should record is in no table: "
                + difference.summary() + " (" + where + ')';
        problems.put(unit.name(), problem);
        log.warn("{}. Start again once it was run", problem);
    }

    private static UnusableDatabaseException unusable(String what, @Nullable Exception cause) {
        return new UnusableDatabaseException(
                SETTING + ' ' + what, "Mend that, or set audit.postgres.triggers.enabled=false.", cause);
    }

    @Override
    public Report report() {
        return new Report(
                List.copyOf(problems.values()),
                partitions.isEmpty() ? Map.of() : Map.of("partitions", List.copyOf(partitions.values())),
                Map.of());
    }
}
