package io.audittrail.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/**
 * Other people's settings that auditing wants otherwise than they are by default. They stand behind all property sources
 * of the application: what it sets itself, anywhere and either way, holds.
 */
final class AuditDefaults implements EnvironmentPostProcessor, Ordered {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!OnSettingCondition.isOn(environment, "audit.enabled", true)) {
            return;
        }
        ClassLoader classes = application.getClassLoader();
        Map<String, Object> defaults = new LinkedHashMap<>();
        if (ClassUtils.isPresent("io.micrometer.context.ContextSnapshot", classes)) {
            // Without it a task on another thread would be recorded as the system's, without its reason.
            defaults.put("spring.task.execution.propagate-context", "true");
        }
        if (ClassUtils.isPresent("org.springframework.boot.health.contributor.Status", classes)) {
            // Boot ignores a status that has no place in the order: the whole would stay UP.
            defaults.put("management.endpoint.health.status.order", "down,out-of-service,degraded,up,unknown");
        }
        if (!defaults.isEmpty()) {
            environment.getPropertySources().addLast(new MapPropertySource("auditDefaults", defaults));
        }
    }

    /** After the application's own settings were read, which may turn auditing off. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
