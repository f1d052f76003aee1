package io.audittrail.autoconfigure;

import io.audittrail.CheckpointSigner;
import io.audittrail.CheckpointSink;
import io.audittrail.checkpoint.CheckpointFile;
import io.audittrail.checkpoint.CheckpointLog;
import io.audittrail.checkpoint.SigningKey;
import io.audittrail.ledger.Witnesses;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Where checkpoints go and what signs them, as far as settings say so. Beans of the application come beside them. */
@AutoConfiguration(after = AuditAutoConfiguration.class)
@ConditionalOnSetting(value = "audit.enabled", byDefault = true)
public final class AuditCheckpointAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");

    @Bean
    @ConditionalOnProperty("audit.checkpoints.file")
    CheckpointFile auditCheckpointFile(AuditProperties properties) {
        Path file = Path.of(Objects.requireNonNull(properties.checkpoints().file()))
                .toAbsolutePath()
                .normalize();
        if (file.startsWith(
                Path.of(properties.ledger().directory()).toAbsolutePath().normalize())) {
            log.warn(
                    "audit.checkpoints.file is {}, inside audit.ledger.directory: whoever can change the audit log can"
                            + " change its checkpoints as well. Name a file on another volume",
                    file);
        }
        return new CheckpointFile(file);
    }

    @Bean
    @ConditionalOnSetting(value = "audit.checkpoints.log", byDefault = false)
    CheckpointLog auditCheckpointLog() {
        return new CheckpointLog(Clock.systemUTC());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty("audit.checkpoints.key")
    CheckpointSigner auditCheckpointSigner(AuditProperties properties) {
        return SigningKey.read(
                Path.of(Objects.requireNonNull(properties.checkpoints().key())));
    }

    /** Everybody who is there to vouch for a log. */
    static Witnesses witnesses(ObjectProvider<CheckpointSink> sinks, ObjectProvider<CheckpointSigner> signer) {
        return new Witnesses(sinks.orderedStream().toList(), signer.getIfAvailable());
    }
}
