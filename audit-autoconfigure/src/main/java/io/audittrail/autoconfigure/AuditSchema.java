package io.audittrail.autoconfigure;

import io.audittrail.ValueEncoder;
import io.audittrail.hibernate.MappedUnit;
import io.audittrail.hibernate.UnitMapping;
import io.audittrail.postgres.SchemaDifference;
import io.audittrail.postgres.TriggerSchema;
import io.audittrail.postgres.TriggerSettings;
import io.audittrail.transaction.OwnStatements;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * What the triggers of {@code audit.postgres.triggers} need in the database of a persistence unit, for whoever makes its
 * migrations. The factory is one that an application audits, whether triggers are enabled there or not, or one that
 * somebody builds for this, with settings that {@link #prepare} has seen.
 */
public final class AuditSchema {

    /** The setting of a factory under which its {@link TriggerSettings} stand. */
    static final String SETTING = "io.audittrail.triggers";

    private AuditSchema() {}

    private interface Question {
        SchemaDifference ask(TriggerSchema schema, Connection connection) throws SQLException;
    }

    /**
     * Lets a factory that will be built with these settings be asked here. Nothing is audited by that.
     *
     * @param settings of the factory; added to
     * @param unit as the application calls it: in {@code audit.persistence-units}, or {@code default} where it has no name
     * @param environment has the settings {@code audit.*} of the application, and its name
     * @param encoders those that the application has as beans: what they encode is one value, whatever is masked within
     */
    public static void prepare(
            Map<String, Object> settings, String unit, Environment environment, ValueEncoder<?>... encoders) {
        AuditProperties properties = Binder.get(environment).bindOrCreate("audit", AuditProperties.class);
        UnitMapping.prepare(settings, unit, properties.rules(), List.of(encoders));
        settings.put(SETTING, properties.triggerSettings(environment));
    }

    /**
     * What is not as it should be. Changes nothing.
     *
     * @throws IllegalArgumentException when the factory was neither audited nor prepared
     * @throws io.audittrail.postgres.TriggerSchemaException when a table cannot have triggers, or something that is none of ours
     *     is called as they would be
     */
    public static SchemaDifference diff(EntityManagerFactory factory, Connection connection) throws SQLException {
        return answer(factory, connection, TriggerSchema::diff);
    }

    /** What {@link #uninstall} would do. Changes nothing. */
    public static SchemaDifference removal(EntityManagerFactory factory, Connection connection) throws SQLException {
        return answer(factory, connection, TriggerSchema::removal);
    }

    /**
     * Removes the triggers of the unit and their functions, and commits after each table. The history stays. The connection
     * must keep its session meanwhile.
     *
     * @return what was done
     * @throws IllegalArgumentException when the factory was neither audited nor prepared
     * @throws io.audittrail.postgres.TriggerSchemaException when somebody works with a table for too long; what is done stays
     */
    public static SchemaDifference uninstall(EntityManagerFactory factory, Connection connection) throws SQLException {
        return answer(factory, connection, TriggerSchema::remove);
    }

    private static SchemaDifference answer(EntityManagerFactory factory, Connection connection, Question question)
            throws SQLException {
        TriggerSchema schema = schema(factory);
        OwnStatements.begin(); // On a connection of the application's: what is done here is no change of its own.
        try {
            return question.ask(schema, connection);
        } finally {
            OwnStatements.end();
        }
    }

    private static TriggerSchema schema(EntityManagerFactory factory) {
        MappedUnit unit = UnitMapping.of(factory);
        if (unit == null || !(factory.getProperties().get(SETTING) instanceof TriggerSettings settings)) {
            throw new IllegalArgumentException("The EntityManagerFactory '" + factory.getName()
                    + "' does not know what is audited: it was neither built by an application that audits it"
                    + " (audit.persistence-units), nor with settings that AuditSchema.prepare has seen");
        }
        return new TriggerSchema(unit, settings);
    }
}
