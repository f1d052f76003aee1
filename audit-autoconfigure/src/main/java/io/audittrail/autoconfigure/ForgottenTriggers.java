package io.audittrail.autoconfigure;

import io.audittrail.AuditHealth;
import io.audittrail.database.Dialect;
import io.audittrail.database.UnitDatabase;
import io.audittrail.database.UnitDatabases;
import io.audittrail.hibernate.CoverageListener;
import io.audittrail.hibernate.UnitCoverage;
import io.audittrail.postgres.TriggerSchema;
import io.audittrail.postgres.TriggerSettings;
import io.audittrail.transaction.OwnStatements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of triggers that write the audit tables while the application does, too: who switches them off does not remove them. It
 * is told and no more, because nothing is lost, and the start may be one of many that turn to the new setting one by one.
 * Thread-safe.
 */
final class ForgottenTriggers implements CoverageListener, AuditHealth {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");

    private final UnitDatabases databases;
    private final TriggerSettings settings;
    private final Map<String, String> told = new ConcurrentHashMap<>();

    ForgottenTriggers(UnitDatabases databases, TriggerSettings settings) {
        this.databases = databases;
        this.settings = settings;
    }

    @Override
    public void ready(UnitCoverage coverage) {
        UnitDatabase database = databases.of(coverage.unit());
        if (database != null && database.dialect() == Dialect.POSTGRESQL) {
            look(coverage.unit(), database);
        }
    }

    private void look(String unit, UnitDatabase database) {
        OwnStatements.begin();
        try (Connection connection = database.transactions().connection()) {
            List<String> tables = TriggerSchema.recording(settings.owner(unit), connection);
            if (!tables.isEmpty()) {
                String sentence = "Changes of " + String.join(", ", tables)
                        + " are recorded twice: audit.postgres.triggers.enabled is false, and triggers of persistence unit '"
                        + unit + "' are there all the same. Remove them (AuditSchema.uninstall, or the undo of the"
                        + " migration that made them), or enable them";
                told.put(unit, sentence);
                log.warn("{}", sentence);
            }
        } catch (SQLException e) {
            log.warn(
                    "Nobody knows whether triggers record what persistence unit '{}' records: {}",
                    unit,
                    e.getMessage());
        } finally {
            OwnStatements.end();
        }
    }

    @Override
    public Report report() {
        return new Report(
                List.of(), told.isEmpty() ? Map.of() : Map.of("recordedTwice", List.copyOf(told.values())), Map.of());
    }
}
