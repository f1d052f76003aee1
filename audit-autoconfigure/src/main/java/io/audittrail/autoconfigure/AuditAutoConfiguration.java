package io.audittrail.autoconfigure;

import io.audittrail.transaction.Failures;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The settings, and what every part of auditing needs. */
@AutoConfiguration
@EnableConfigurationProperties(AuditProperties.class)
public final class AuditAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnSetting(value = "audit.enabled", byDefault = true)
    Failures auditFailures() {
        return new Failures(Clock.systemUTC());
    }
}
