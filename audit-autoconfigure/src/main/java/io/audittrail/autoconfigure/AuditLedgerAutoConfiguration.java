package io.audittrail.autoconfigure;

import io.audittrail.CheckpointSigner;
import io.audittrail.CheckpointSink;
import io.audittrail.hibernate.CoverageListener;
import io.audittrail.ledger.AppendListener;
import io.audittrail.ledger.DirectDelivery;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerSettings;
import io.audittrail.ledger.Ledgers;
import io.audittrail.ledger.Witnesses;
import io.audittrail.transaction.Delivery;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import io.audittrail.transaction.Obstacle;
import java.time.Clock;
import org.hibernate.integrator.spi.Integrator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/**
 * Opens the log, where there is something to audit. Comes late, because the factory may be another auto-configuration's.
 */
@AutoConfiguration(
        after = {AuditAutoConfiguration.class, AuditCheckpointAutoConfiguration.class},
        afterName = "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration")
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass({Integrator.class, AbstractEntityManagerFactoryBean.class})
@ConditionalOnBean(AbstractEntityManagerFactoryBean.class)
@ConditionalOnMissingBean(Delivery.class)
@ConditionalOnSetting(value = "audit.enabled", byDefault = true)
@Conditional({OnDelivery.ToAnOwnLog.class, OnPart.Ledger.class})
public final class AuditLedgerAutoConfiguration {

    static final String LEDGER = "auditLedger";

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");

    @Bean(LEDGER)
    Ledger auditLedger(
            AuditProperties properties,
            Environment environment,
            Failures failures,
            ObjectProvider<AppendListener> listeners,
            ObjectProvider<CheckpointSink> sinks,
            ObjectProvider<CheckpointSigner> signer) {
        warnOfVanishingDisk(properties, environment);
        return open(
                LedgerNaming.settings(properties, environment),
                properties,
                AuditCheckpointAutoConfiguration.witnesses(sinks, signer),
                failures,
                listeners);
    }

    static Ledger open(
            LedgerSettings settings,
            AuditProperties properties,
            Witnesses witnesses,
            Failures failures,
            ObjectProvider<AppendListener> listeners) {
        Ledger ledger = Ledgers.open(settings, witnesses, Clock.systemUTC(), failures);
        listeners.orderedStream().forEach(ledger::listen);
        ledger.policy("settings", properties.asPolicy());
        ledger.policy("checkpoints", witnesses.asPolicy());
        warnOfGrowth(settings, ledger);
        log.info("The audit log is the stream '{}' in {}", ledger.stream(), ledger.directory());
        return ledger;
    }

    @Bean
    @Conditional(OnDelivery.Direct.class)
    Delivery auditDelivery(Ledger ledger, Failures failures, Gate gate) {
        return new DirectDelivery(ledger, failures, gate);
    }

    @Bean
    Obstacle auditLedgerObstacle(Ledger ledger, AuditProperties properties) {
        return () -> ledger.refusal(properties.ledger().maxLag());
    }

    @Bean
    CoverageListener auditCoverageInLedger(Ledger ledger) {
        return coverage -> ledger.policy("unit " + coverage.unit(), coverage.asPolicy());
    }

    /**
     * The units are built by then, so the policy that is written with the start is whole. Contexts below this one tell it
     * of their own refresh, which may come earlier.
     */
    @Bean
    ApplicationListener<ContextRefreshedEvent> auditLedgerStart(Ledger ledger, ApplicationContext context) {
        return refreshed -> {
            if (refreshed.getApplicationContext() == context) {
                ledger.start();
            }
        };
    }

    private static void warnOfGrowth(LedgerSettings settings, Ledger ledger) {
        if (!settings.retention().removes()) {
            log.warn(
                    "The audit log in {} only grows: nothing is ever removed. Set audit.ledger.retention.max-age or"
                            + " audit.ledger.retention.max-size",
                    ledger.directory());
        }
    }

    private static void warnOfVanishingDisk(AuditProperties properties, Environment environment) {
        boolean usual = properties
                .ledger()
                .directory()
                .equals(AuditProperties.defaults().ledger().directory());
        if (usual && !properties.mirror().enabled() && CloudPlatform.KUBERNETES.isActive(environment)) {
            log.warn("""
                    The audit log is written to '{}' on the container's own disk, which is gone with the container. \
                    Either mount a volume and name it:

                        audit:
                          ledger:
                            directory: /var/log/audit

                    or send each record to the application's own logging as well, for the cluster to collect:

                        audit:
                          mirror:
                            enabled: true
                            format: line
                    """, properties.ledger().directory());
        }
    }
}
