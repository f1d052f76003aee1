package io.audittrail.autoconfigure;

import io.audittrail.postgres.PostgresAnnouncer;
import io.audittrail.transaction.Announcer;
import java.time.Clock;
import org.hibernate.integrator.spi.Integrator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/** Lets triggers of PostgreSQL record, and tells them who is at work. */
@AutoConfiguration(after = AuditTablesAutoConfiguration.class)
@ConditionalOnClass({Integrator.class, AbstractEntityManagerFactoryBean.class})
@ConditionalOnBean(AbstractEntityManagerFactoryBean.class)
@ConditionalOnSetting(value = "audit.enabled", byDefault = true)
@Conditional(OnPart.Triggers.class)
public final class AuditTriggersAutoConfiguration {

    @Bean
    Announcer auditAnnouncer(AuditProperties properties) {
        return new PostgresAnnouncer(
                properties.postgres().triggers().sessionSettings().keySet(), properties.allowPause());
    }

    /** After the audit tables were created. */
    @Bean
    @Order
    TriggersOfUnits auditTriggersOfUnits(AuditProperties properties, Environment environment) {
        AuditProperties.Triggers triggers = properties.postgres().triggers();
        return new TriggersOfUnits(
                properties.triggerSettings(environment),
                triggers.schemaAction(),
                triggers.migrations(),
                Clock.systemUTC());
    }
}
