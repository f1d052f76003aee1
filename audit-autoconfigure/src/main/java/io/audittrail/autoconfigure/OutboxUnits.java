package io.audittrail.autoconfigure;

import io.audittrail.hibernate.UnitListener;
import io.audittrail.ledger.Ledger;
import io.audittrail.outbox.OutboxDatabases;
import io.audittrail.outbox.OutboxUnavailableException;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/** Takes the database of each audited unit from its factory, whichever data source is the primary one. */
final class OutboxUnits implements UnitListener {

    private static final String SCRIPT = "classpath:io/audittrail/outbox/schema-@@platform@@.sql";

    private final OutboxDatabases databases;
    private final AuditProperties.InitializeSchema mode;
    private final ConfigurableListableBeanFactory beans;
    private final String delivery;
    private final Supplier<@Nullable Ledger> openLedger;

    /**
     * @param delivery the name of the bean that uses the data sources: they outlive it
     * @param openLedger the log, if it is open before this database was known: null otherwise
     */
    OutboxUnits(
            OutboxDatabases databases,
            AuditProperties.InitializeSchema mode,
            ConfigurableListableBeanFactory beans,
            String delivery,
            Supplier<@Nullable Ledger> openLedger) {
        this.databases = databases;
        this.mode = mode;
        this.beans = beans;
        this.delivery = delivery;
        this.openLedger = openLedger;
    }

    @Override
    public void wiring(String unit, AbstractEntityManagerFactoryBean factory) {
        DataSource dataSource = factory.getDataSource();
        if (dataSource != null) {
            outlive(dataSource);
            databases.add(unit, dataSource, () -> initialize(dataSource));
            Ledger open = openLedger.get();
            if (open != null) {
                open.compare(databases);
            }
        }
    }

    /** A unit from a persistence.xml is read while its factory is built. */
    @Override
    public void wired(String unit, AbstractEntityManagerFactoryBean factory) {
        if (databases.has(unit)) {
            return;
        }
        wiring(unit, factory);
        if (!databases.has(unit)) {
            throw new OutboxUnavailableException(
                    "audit.delivery=guaranteed needs the DataSource of the persistence unit '" + unit
                            + "', and its factory has none",
                    "Give the factory a DataSource, or set audit.delivery=direct.",
                    null);
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
