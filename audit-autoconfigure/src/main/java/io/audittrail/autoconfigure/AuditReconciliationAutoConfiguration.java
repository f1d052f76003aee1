package io.audittrail.autoconfigure;

import io.audittrail.AuditReconciliation;
import io.audittrail.database.UnitDatabases;
import io.audittrail.reconcile.Reconciler;
import io.audittrail.reconcile.RegularReconciliation;
import io.audittrail.tables.EntityTables;
import io.audittrail.tables.TableNames;
import io.audittrail.trail.FileAuditTrail;
import java.nio.file.Path;
import java.time.Clock;
import org.hibernate.integrator.spi.Integrator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/** Compares the log with what triggers saw, where both are there. */
@AutoConfiguration(after = {AuditTrailAutoConfiguration.class, AuditTriggersAutoConfiguration.class})
@ConditionalOnClass({Integrator.class, AbstractEntityManagerFactoryBean.class})
@ConditionalOnBean(AbstractEntityManagerFactoryBean.class)
@ConditionalOnSetting(value = "audit.enabled", byDefault = true)
@Conditional({OnPart.Ledger.class, OnTriggeredTables.class})
public final class AuditReconciliationAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    AuditReconciliation auditReconciliation(
            ObjectProvider<FileAuditTrail> log,
            AuditProperties properties,
            UnitDatabases databases,
            TableNames tables,
            EntityTables entities,
            AuditedTypes types) {
        FileAuditTrail files = log.getIfAvailable(
                () -> new FileAuditTrail(Path.of(properties.ledger().directory())));
        return new Reconciler(files, databases, tables, entities, types);
    }

    @Bean
    RegularReconciliation auditRegularReconciliation(AuditReconciliation reconciliation, AuditProperties properties) {
        return new RegularReconciliation(
                reconciliation, properties.postgres().triggers().reconcileEvery(), Clock.systemUTC());
    }

    @Bean
    ApplicationListener<ContextRefreshedEvent> auditRegularReconciliationStart(
            RegularReconciliation regular, ApplicationContext context) {
        return refreshed -> {
            if (refreshed.getApplicationContext() == context) {
                regular.start();
            }
        };
    }
}
