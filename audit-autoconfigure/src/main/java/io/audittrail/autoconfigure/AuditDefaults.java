package io.audittrail.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

/**
 * Other people's settings that auditing wants otherwise than they are by default. What the application sets itself,
 * anywhere and either way, holds: these stand where its own defaults stand, which Boot keeps behind everything else, and
 * only where it has none.
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
            addUnlessSet("spring.task.execution.propagate-context", "true", environment, defaults);
        }
        if (ClassUtils.isPresent("org.springframework.boot.health.contributor.Status", classes)) {
            // Boot ignores a status that has no place in the order: the whole would stay UP.
            addUnlessSet(
                    "management.endpoint.health.status.order",
                    "down,out-of-service,degraded,up,unknown",
                    environment,
                    defaults);
        }
        DefaultPropertiesPropertySource.addOrMerge(defaults, environment.getPropertySources());
    }

    private static void addUnlessSet(
            String name, String value, ConfigurableEnvironment environment, Map<String, Object> defaults) {
        boolean set = Binder.get(environment)
                .bind(name, Bindable.listOf(String.class))
                .isBound();
        if (!set) {
            defaults.put(name, value);
        }
    }

    /** After the application's own settings were read, which may turn auditing off. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
