package io.audittrail.autoconfigure;

import io.audittrail.mirror.Mirror;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ClassUtils;

/** A copy of each record for the application's own logging. */
@AutoConfiguration(after = AuditAutoConfiguration.class)
@ConditionalOnSetting(value = "audit.enabled", byDefault = true)
public final class AuditMirrorAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnSetting(value = "audit.mirror.enabled", byDefault = false)
    Mirror auditMirror(AuditProperties properties, ResourceLoader resources) {
        return switch (properties.mirror().format()) {
            case TEXT -> Mirror.text();
            case LINE -> Mirror.line();
            case JSON -> {
                requireStructuredArguments(resources.getClassLoader());
                yield Mirror.json();
            }
        };
    }

    /** Only Logback with logstash-logback-encoder writes structured arguments; elsewhere they would be lost unseen. */
    private static void requireStructuredArguments(@Nullable ClassLoader classes) {
        require(classes, "ch.qos.logback.classic.Logger", "ch.qos.logback:logback-classic");
        require(
                classes,
                "net.logstash.logback.argument.StructuredArguments",
                "net.logstash.logback:logstash-logback-encoder");
    }

    private static void require(@Nullable ClassLoader classes, String className, String dependency) {
        if (!ClassUtils.isPresent(className, classes)) {
            throw new InvalidConfigurationPropertyValueException(
                    "audit.mirror.format",
                    "json",
                    "needs " + dependency + ": add it to the dependencies, or choose text or line");
        }
    }
}
