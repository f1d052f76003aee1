package io.audittrail.autoconfigure;

import io.audittrail.transaction.CurrentActor;
import java.util.Optional;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.data.domain.AuditorAware;

/** Gives Spring Data's own auditing ({@code @CreatedBy}, {@code @LastModifiedBy}) the actor that the log records. */
@AutoConfiguration(after = AuditActorAutoConfiguration.class)
@ConditionalOnClass(AuditorAware.class)
@ConditionalOnSetting(value = "audit.enabled", byDefault = true)
public final class AuditAuditorAwareAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(AuditorAware.class)
    @ConditionalOnSetting(value = "audit.auditor-aware.enabled", byDefault = false)
    AuditorAware<String> auditAuditorAware(CurrentActor actor) {
        return () -> Optional.of(actor.get().name());
    }
}
