package io.audittrail.hibernate;

import java.util.ArrayList;
import java.util.List;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.jpa.boot.spi.IntegratorProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.util.ClassUtils;

/**
 * Adds an integrator to those that the application provides itself: there is only one place for a provider, and it may
 * hold an instance, a class or the name of one.
 */
record ChainedIntegrators(@Nullable IntegratorProvider first, Integrator added) implements IntegratorProvider {

    static ChainedIntegrators of(@Nullable Object setting, Integrator added, @Nullable ClassLoader classLoader) {
        return new ChainedIntegrators(provider(setting, classLoader), added);
    }

    @Override
    public List<Integrator> getIntegrators() {
        List<Integrator> all = new ArrayList<>(first == null ? List.of() : first.getIntegrators());
        all.add(added);
        return all;
    }

    private static @Nullable IntegratorProvider provider(@Nullable Object setting, @Nullable ClassLoader classLoader) {
        if (setting == null || setting instanceof IntegratorProvider) {
            return (IntegratorProvider) setting;
        }
        Class<?> type = setting instanceof Class<?> given
                ? given
                : ClassUtils.resolveClassName(setting.toString(), classLoader);
        return (IntegratorProvider) BeanUtils.instantiateClass(type);
    }
}
