package io.audittrail.autoconfigure;

import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import io.audittrail.transaction.Obstacle;
import io.audittrail.transaction.RecordFigures;
import io.audittrail.transaction.StatementPolicy;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

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

    @Bean
    @ConditionalOnSetting(value = "audit.enabled", byDefault = true)
    RecordFigures auditRecordFigures() {
        return new RecordFigures();
    }

    @Bean
    @ConditionalOnSetting(value = "audit.enabled", byDefault = true)
    StatementPolicy auditStatementPolicy(AuditProperties properties) {
        return new StatementPolicy(properties.statements().mode());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnSetting(value = "audit.enabled", byDefault = true)
    Gate auditGate(AuditProperties properties, ObjectProvider<Obstacle> obstacles) {
        return properties.onFailure() == AuditProperties.OnFailure.CLOSED
                ? Gate.closed(
                        SingletonSupplier.of(() -> obstacles.orderedStream().toList()))
                : Gate.open();
    }
}
