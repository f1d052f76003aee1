package io.audittrail.autoconfigure;

import io.audittrail.AuditHealth;
import io.audittrail.actuate.AuditFailureMeters;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The counter {@code audit.failures}. */
@AutoConfiguration(after = AuditAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnSetting(value = "audit.enabled", byDefault = true)
public final class AuditMetricsAutoConfiguration {

    /** Those that an operator wants an alert for. */
    private static final List<String> KNOWN_KINDS = List.of("actor-unknown", "write-failed");

    @Bean
    @ConditionalOnMissingBean
    AuditFailureMeters auditFailureMeters(ObjectProvider<AuditHealth> parts) {
        return new AuditFailureMeters(parts, KNOWN_KINDS);
    }
}
