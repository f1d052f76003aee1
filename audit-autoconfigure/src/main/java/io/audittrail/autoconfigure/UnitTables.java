package io.audittrail.autoconfigure;

import io.audittrail.database.UnitDatabases;
import io.audittrail.database.UnusableDatabaseException;
import io.audittrail.hibernate.UnitListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/**
 * Takes the database of each audited unit from its factory, whichever data source is the primary one, and creates our tables
 * in it where that is wanted.
 */
final class UnitTables implements UnitListener {

    private final UnitDatabases databases;
    private final AuditProperties.InitializeSchema mode;
    private final UnaryOperator<String> script;
    private final ConfigurableListableBeanFactory beans;
    private final String user;
    private final Runnable added;

    /**
     * @param script makes of our script the one to be run
     * @param user the name of the bean that uses the data sources: they outlive it
     * @param added run once a database is known
     */
    UnitTables(
            UnitDatabases databases,
            AuditProperties.InitializeSchema mode,
            UnaryOperator<String> script,
            ConfigurableListableBeanFactory beans,
            String user,
            Runnable added) {
        this.databases = databases;
        this.mode = mode;
        this.script = script;
        this.beans = beans;
        this.user = user;
        this.added = added;
    }

    @Override
    public void wiring(String unit, AbstractEntityManagerFactoryBean factory) {
        DataSource dataSource = factory.getDataSource();
        if (dataSource != null) {
            outlive(dataSource);
            databases.add(unit, dataSource, () -> initialize(dataSource));
            added.run();
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
            throw new UnusableDatabaseException(
                    databases.tables().setting() + " needs the DataSource of the persistence unit '" + unit
                            + "', and its factory has none",
                    "Give the factory a DataSource, or set "
                            + databases.tables().without() + ".",
                    null);
        }
    }

    private void outlive(DataSource dataSource) {
        for (String name : beans.getBeanNamesForType(DataSource.class, true, false)) {
            if (beans.containsSingleton(name) && beans.getSingleton(name) == dataSource) {
                beans.registerDependentBean(name, user);
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
                .resolveAll(dataSource, "classpath:" + databases.tables().script() + "@@platform@@.sql")
                .get(0)));
        new Initializer(dataSource, settings).initializeDatabase();
    }

    private final class Initializer extends DataSourceScriptDatabaseInitializer {

        Initializer(DataSource dataSource, DatabaseInitializationSettings settings) {
            super(dataSource, settings);
        }

        @Override
        protected void runScripts(Scripts scripts) {
            List<Resource> changed = new ArrayList<>();
            for (Resource each : scripts) {
                changed.add(changed(each));
            }
            super.runScripts(new Scripts(changed)
                    .continueOnError(scripts.isContinueOnError())
                    .separator(scripts.getSeparator())
                    .encoding(scripts.getEncoding()));
        }

        private Resource changed(Resource original) {
            try {
                return new ByteArrayResource(script.apply(original.getContentAsString(StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("The script " + original + " cannot be read", e);
            }
        }
    }
}
