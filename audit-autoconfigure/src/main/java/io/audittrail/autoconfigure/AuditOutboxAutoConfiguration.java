package io.audittrail.autoconfigure;

import io.audittrail.CheckpointSigner;
import io.audittrail.CheckpointSink;
import io.audittrail.hibernate.CoverageListener;
import io.audittrail.hibernate.UnitListener;
import io.audittrail.ledger.AppendListener;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerSettings;
import io.audittrail.outbox.AnchoredStreams;
import io.audittrail.outbox.DrainTarget;
import io.audittrail.outbox.OutboxDatabases;
import io.audittrail.outbox.OutboxDelivery;
import io.audittrail.outbox.OutboxSettings;
import io.audittrail.trail.KnownStreams;
import io.audittrail.transaction.Delivery;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import java.time.Clock;
import java.time.Duration;
import org.hibernate.integrator.spi.Integrator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/** Delivery by way of a table in the audited unit's own database. */
@AutoConfiguration(after = AuditLedgerAutoConfiguration.class)
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass({Integrator.class, AbstractEntityManagerFactoryBean.class, DataSourceScriptDatabaseInitializer.class
})
@ConditionalOnBean(AbstractEntityManagerFactoryBean.class)
@ConditionalOnMissingBean(Delivery.class)
@ConditionalOnSetting(value = "audit.enabled", byDefault = true)
@Conditional(OnDelivery.Guaranteed.class)
public final class AuditOutboxAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");
    private static final String DELIVERY = "auditDelivery";

    /** Has no need of the log, which wants to know its checkpoints when it is opened. */
    @Bean
    OutboxDatabases auditOutboxDatabases() {
        return new OutboxDatabases();
    }

    @Bean
    KnownStreams auditKnownStreams(OutboxDatabases databases, Failures failures) {
        return new AnchoredStreams(databases, failures, Clock.systemUTC())::streams;
    }

    @Bean
    UnitListener auditOutboxUnits(
            OutboxDatabases databases, AuditProperties properties, ConfigurableListableBeanFactory beans) {
        return new UnitTables(
                databases.units(),
                properties.outbox().initializeSchema(),
                script -> script,
                beans,
                DELIVERY,
                () -> compare(databases, beans));
    }

    /** Without opening the log: one that is opened later asks the databases itself. */
    private static void compare(OutboxDatabases databases, ConfigurableListableBeanFactory beans) {
        String name = AuditLedgerAutoConfiguration.LEDGER;
        if (beans.containsSingleton(name)) {
            beans.getBean(name, Ledger.class).compare(databases);
        }
    }

    @Bean(DELIVERY)
    OutboxDelivery auditDelivery(
            OutboxDatabases databases, DrainTarget target, AuditProperties properties, Gate gate, Failures failures) {
        OutboxSettings settings = new OutboxSettings(
                properties.outbox().lease(), properties.ledger().maxLag());
        if (gate.isClosed()) {
            warnOfImpatience(settings);
        }
        return new OutboxDelivery(databases, target, settings, gate, failures);
    }

    /** What a dead instance leaves lies there until its lease has expired and another has looked. */
    private static void warnOfImpatience(OutboxSettings settings) {
        Duration takeover = settings.lease().multipliedBy(3).dividedBy(2);
        if (settings.maxLag().compareTo(takeover) < 0) {
            log.warn(
                    "audit.ledger.max-lag is {} s, and what a killed instance leaves is taken over up to {} s later: until"
                            + " then the others refuse transactions. Set audit.ledger.max-lag higher or"
                            + " audit.outbox.lease lower",
                    settings.maxLag().toSeconds(),
                    takeover.toSeconds());
        }
    }

    /** By now everybody has created the tables who may do so: Flyway, Liquibase, Boot's scripts, we ourselves. */
    @Bean
    SmartInitializingSingleton auditOutboxTables(OutboxDatabases databases) {
        return databases.units()::requireTables;
    }

    /** What is recorded is known by then, so that the log can say it first. */
    @Bean
    ApplicationListener<ContextRefreshedEvent> auditOutboxStart(OutboxDelivery delivery, ApplicationContext context) {
        return refreshed -> {
            if (refreshed.getApplicationContext() == context) {
                delivery.start();
            }
        };
    }

    /** Each instance takes its own records to its own log. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(Ledger.class)
    static class OwnConfiguration {

        @Bean
        DrainTarget auditDrainTarget(Ledger ledger) {
            return DrainTarget.own(ledger, LedgerNaming.place(ledger.directory()));
        }
    }

    /** One instance takes everybody's records to the one log, which only it has open. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(Ledger.class)
    static class LeaderConfiguration {

        @Bean
        LeaderLedger auditDrainTarget(
                AuditProperties properties,
                Environment environment,
                Failures failures,
                ObjectProvider<AppendListener> listeners,
                ObjectProvider<CheckpointSink> sinks,
                ObjectProvider<CheckpointSigner> signer) {
            LedgerSettings settings = LedgerNaming.forAll(properties, environment);
            return new LeaderLedger(
                    settings,
                    () -> AuditLedgerAutoConfiguration.open(
                            settings,
                            properties,
                            AuditCheckpointAutoConfiguration.witnesses(sinks, signer),
                            failures,
                            listeners));
        }

        @Bean
        CoverageListener auditCoverageInLedger(LeaderLedger ledger) {
            return coverage -> ledger.policy("unit " + coverage.unit(), coverage.asPolicy());
        }
    }
}
