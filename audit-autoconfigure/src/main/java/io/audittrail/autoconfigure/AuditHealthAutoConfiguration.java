package io.audittrail.autoconfigure;

import io.audittrail.AuditHealth;
import io.audittrail.actuate.AuditHealthIndicator;
import io.audittrail.transaction.Gate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;

/** The health component {@code audit}. */
@AutoConfiguration(after = AuditAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnSetting(value = "audit.enabled", byDefault = true)
public final class AuditHealthAutoConfiguration {

    /** The bean's name without its suffix names the component. */
    @Bean
    @ConditionalOnEnabledHealthIndicator("audit")
    @ConditionalOnMissingBean(name = "auditHealthIndicator")
    AuditHealthIndicator auditHealthIndicator(ObjectProvider<AuditHealth> parts, Gate gate) {
        return new AuditHealthIndicator(parts, gate.isClosed() ? Status.DOWN : AuditHealthIndicator.DEGRADED);
    }
}
