package io.audittrail.autoconfigure;

import io.audittrail.AuditTrail;
import io.audittrail.ledger.Ledgers;
import io.audittrail.trail.FileAuditTrail;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import tools.jackson.core.json.JsonFactory;

/** Reads the log. */
@AutoConfiguration(after = AuditAutoConfiguration.class)
@ConditionalOnClass(JsonFactory.class)
@ConditionalOnSetting(value = "audit.enabled", byDefault = true)
public final class AuditTrailAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(AuditTrail.class)
    FileAuditTrail auditTrail(AuditProperties properties) {
        Path directory = Path.of(properties.ledger().directory());
        return new FileAuditTrail(directory, stream -> Ledgers.isWritten(directory, stream));
    }
}
