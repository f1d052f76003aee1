package io.audittrail.autoconfigure;

import io.audittrail.hibernate.UnitListener;
import io.audittrail.outbox.OutboxDatabases;
import io.audittrail.outbox.OutboxUnavailableException;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/** Takes the database of each audited unit from its factory, whichever data source is the primary one. */
final class OutboxUnits implements UnitListener {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");
    private static final String SCRIPT = "classpath:io/audittrail/outbox/schema-@@platform@@.sql";

    private final OutboxDatabases databases;
    private final AuditProperties.InitializeSchema mode;
    private final ConfigurableListableBeanFactory beans;
    private final String delivery;
    private final boolean isOpenAlready;

    /**
     * @param delivery the name of the bean that uses the data sources: they outlive it
     * @param isOpenAlready whether the log is open before a factory is built
     */
    OutboxUnits(
            OutboxDatabases databases,
            AuditProperties.InitializeSchema mode,
            ConfigurableListableBeanFactory beans,
            String delivery,
            boolean isOpenAlready) {
        this.databases = databases;
        this.mode = mode;
        this.beans = beans;
        this.delivery = delivery;
        this.isOpenAlready = isOpenAlready;
    }

    @Override
    public void wiring(String unit, AbstractEntityManagerFactoryBean factory) {
        DataSource dataSource = factory.getDataSource();
        if (dataSource != null) {
            outlive(dataSource);
            databases.add(unit, dataSource, () -> initialize(dataSource));
        }
    }

    /** A unit from a persistence.xml is read while its factory is built. */
    @Override
    public void wired(String unit, AbstractEntityManagerFactoryBean factory) {
        if (databases.has(unit)) {
            return;
        }
        wiring(unit, factory);
        if (databases.has(unit)) {
            warnOfLateness(unit);
        } else {
            throw new OutboxUnavailableException(
                    "audit.delivery=guaranteed needs the DataSource of the persistence unit '" + unit
                            + "', and its factory has none",
                    "Give the factory a DataSource, or set audit.delivery=direct.",
                    null);
        }
    }

    /** A leader opens its log later, and compares it. */
    private void warnOfLateness(String unit) {
        if (isOpenAlready) {
            log.warn(
                    "The DataSource of the persistence unit '{}' is known only now that its factory was built: the end of"
                            + " the audit log, which is open already, was not compared with the audit_anchor of that"
                            + " database. Give the factory bean itself its DataSource, or set audit.checkpoints.file",
                    unit);
        }
    }

    private void outlive(DataSource dataSource) {
        for (String name : beans.getBeanNamesForType(DataSource.class, true, false)) {
            if (beans.containsSingleton(name) && beans.getSingleton(name) == dataSource) {
                beans.registerDependentBean(name, delivery);
            }
        }
    }

    private void initialize(DataSource dataSource) {
        if (mode == AuditProperties.InitializeSchema.NEVER) {
            return;
        }
        DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
        settings.setMode(DatabaseInitializationMode.valueOf(mode.name()));
        settings.setSchemaLocations(List.of(new PlatformPlaceholderDatabaseDriverResolver()
                .resolveAll(dataSource, SCRIPT)
                .get(0)));
        new DataSourceScriptDatabaseInitializer(dataSource, settings).initializeDatabase();
    }
}
