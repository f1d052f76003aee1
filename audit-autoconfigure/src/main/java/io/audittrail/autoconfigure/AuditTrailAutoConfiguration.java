package io.audittrail.autoconfigure;

import io.audittrail.AuditTrail;
import io.audittrail.ledger.Ledgers;
import io.audittrail.trail.FileAuditTrail;
import io.audittrail.trail.KnownStreams;
import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Reads the log. */
@AutoConfiguration(after = {AuditAutoConfiguration.class, AuditTablesAutoConfiguration.class})
@ConditionalOnSetting(value = "audit.enabled", byDefault = true)
public final class AuditTrailAutoConfiguration {

    @Bean
    AuditedTypes auditAuditedTypes(AuditProperties properties) {
        return new AuditedTypes(properties.trail().byOldName());
    }

    @Bean
    @ConditionalOnMissingBean(AuditTrail.class)
    FileAuditTrail auditTrail(AuditProperties properties, AuditedTypes types, ObjectProvider<KnownStreams> known) {
        Path directory = Path.of(properties.ledger().directory());
        return new FileAuditTrail(
                directory,
                stream -> Ledgers.isWritten(directory, stream),
                types,
                known.getIfAvailable(() -> KnownStreams.NONE));
    }
}
