package io.audittrail.autoconfigure;

import io.audittrail.AuditTrail;
import io.audittrail.database.UnitDatabases;
import io.audittrail.entities.AuditEntities;
import io.audittrail.hibernate.CoverageListener;
import io.audittrail.hibernate.UnitCoverage;
import io.audittrail.hibernate.UnitListener;
import io.audittrail.ledger.Ledger;
import io.audittrail.tables.AuditTables;
import io.audittrail.tables.EntityTables;
import io.audittrail.tables.TableNames;
import io.audittrail.tables.TablesDelivery;
import io.audittrail.tables.TablesRetention;
import io.audittrail.trail.JdbcAuditTrail;
import io.audittrail.transaction.Delivery;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.integrator.spi.Integrator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/** The history beside the data: tables in the audited unit's own database, before whatever else delivers. */
@AutoConfiguration(after = {AuditLedgerAutoConfiguration.class, AuditOutboxAutoConfiguration.class})
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass({Integrator.class, AbstractEntityManagerFactoryBean.class, DataSourceScriptDatabaseInitializer.class
})
@ConditionalOnBean(AbstractEntityManagerFactoryBean.class)
@ConditionalOnSetting(value = "audit.enabled", byDefault = true)
@Conditional(OnPart.Tables.class)
public final class AuditTablesAutoConfiguration {

    private static final String DELIVERY = "auditTablesDelivery";

    @Bean
    TableNames auditTableNames(AuditProperties properties) {
        return properties.tables().names();
    }

    @Bean
    UnitDatabases auditTablesUnitDatabases(TableNames names) {
        return new UnitDatabases(AuditTables.called(names));
    }

    @Bean
    EntityTables auditEntityTables() {
        return new EntityTables();
    }

    @Bean
    CoverageListener auditEntityTablesOfUnits(EntityTables tables) {
        return coverage -> tables.ready(
                coverage.unit(),
                coverage.types().stream()
                        .filter(type -> !type.tables().isEmpty())
                        .collect(Collectors.toMap(
                                UnitCoverage.Type::entity, type -> type.tables().get(0))));
    }

    @Bean
    @Conditional(OnPart.NoTriggers.class)
    ForgottenTriggers auditForgottenTriggers(
            UnitDatabases databases, AuditProperties properties, Environment environment) {
        return new ForgottenTriggers(databases, properties.triggerSettings(environment));
    }

    @Bean
    UnitListener auditTablesUnits(
            UnitDatabases databases,
            TableNames names,
            AuditProperties properties,
            ConfigurableListableBeanFactory beans) {
        return new UnitTables(databases, properties.tables().initializeSchema(), names::in, beans, DELIVERY, () -> {});
    }

    @Bean
    UnitListener auditEntitiesOfUnits(TableNames names, AuditProperties properties) {
        AuditProperties.Tables tables = properties.tables();
        String entity = tables.actorEntity();
        String attribute = tables.actorAttribute();
        AuditEntities.Actors actors =
                entity == null || attribute == null ? null : new AuditEntities.Actors(entity, attribute);
        if (actors == null && !tables.entities()) {
            return (unit, factory) -> {};
        }
        AuditEntities entities = new AuditEntities(
                names, actors, Math.max(1, properties.persistenceUnits().size()));
        return (unit, factory) -> factory.getJpaPropertyMap().put(AuditEntities.SETTING, entities);
    }

    @Bean(DELIVERY)
    @Primary
    TablesDelivery auditTablesDelivery(
            UnitDatabases databases,
            TableNames names,
            EntityTables entities,
            Map<String, Delivery> others,
            ObjectProvider<Ledger> ledger,
            AuditProperties properties,
            Environment environment,
            Gate gate,
            Failures failures) {
        return new TablesDelivery(
                databases,
                names,
                () -> stream(ledger, properties, environment),
                entities,
                others.values().stream().findFirst().orElse(null),
                properties.postgres().triggers().writeTables(),
                gate,
                failures);
    }

    /** As the log of this instance is called, or would be. */
    private static String stream(ObjectProvider<Ledger> ledger, AuditProperties properties, Environment environment) {
        Ledger open = ledger.getIfAvailable();
        return open != null ? open.stream() : LedgerNaming.settings(properties, environment).stream();
    }

    /** Where there are no files to be read. */
    @Bean
    @Conditional(OnPart.NoLedger.class)
    @ConditionalOnMissingBean(AuditTrail.class)
    JdbcAuditTrail auditTrail(UnitDatabases databases, TableNames tables, AuditedTypes types) {
        return new JdbcAuditTrail(databases::all, tables, types);
    }

    /** By now everybody has created the tables who may do so: Flyway, Liquibase, Boot's scripts, we ourselves. */
    @Bean
    SmartInitializingSingleton auditTablesTables(UnitDatabases databases) {
        return databases::requireTables;
    }

    /** Has its connections from where those of the delivery are from. */
    @Bean
    @DependsOn(DELIVERY)
    TablesRetention auditTablesRetention(
            UnitDatabases databases, TableNames names, AuditProperties properties, Failures failures) {
        AuditProperties.TablesRetention retention = properties.tables().retention();
        return new TablesRetention(
                databases, names, retention.maxAge(), retention.batchSize(), Clock.systemUTC(), failures);
    }

    @Bean
    ApplicationListener<ContextRefreshedEvent> auditTablesRetentionStart(
            TablesRetention retention, ApplicationContext context) {
        return refreshed -> {
            if (refreshed.getApplicationContext() == context) {
                retention.start();
            }
        };
    }
}
