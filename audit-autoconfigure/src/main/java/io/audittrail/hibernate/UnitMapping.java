package io.audittrail.hibernate;

import io.audittrail.ValueEncoder;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import io.audittrail.transaction.PlainValues;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.jpa.boot.spi.JpaSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Lets the factory of a unit tell what of its tables is to be recorded, audited or not. Thread-safe. */
public final class UnitMapping {

    /** The setting of a factory under which its own stands. */
    static final String SETTING = "io.audittrail.mapping";

    /** The longest of the values of a unit of which none is read. */
    private static final int NO_VALUES = 1;

    private volatile @Nullable Supplier<MappedUnit> mapped;

    UnitMapping() {}

    /** What is to be recorded of the factory's unit; null where it is neither audited nor prepared. */
    public static @Nullable MappedUnit of(EntityManagerFactory factory) {
        Supplier<MappedUnit> mapped =
                factory.getProperties().get(SETTING) instanceof UnitMapping mapping ? mapping.mapped : null;
        return mapped == null ? null : mapped.get();
    }

    /** Lets a factory that will be built with these settings know it, and do nothing else. */
    public static void prepare(
            Map<String, Object> settings, String unit, AuditRules rules, List<ValueEncoder<?>> encoders) {
        UnitPlanner planner = new UnitPlanner(
                new SettingsMatch(rules),
                encoders,
                new PlainValues(NO_VALUES),
                new Failures(Clock.systemUTC()),
                Gate.open());
        UnitMapping mapping = new UnitMapping();
        settings.put(SETTING, mapping);
        settings.compute(
                JpaSettings.INTEGRATOR_PROVIDER,
                (key, given) -> ChainedIntegrators.of(
                        given, new Planning(unit, planner, mapping), ClassUtils.getDefaultClassLoader()));
    }

    /** From now on the factory can tell. */
    void ready(Supplier<MappedUnit> unit) {
        mapped = unit;
    }

    private record Planning(String unit, UnitPlanner planner, UnitMapping mapping) implements Integrator {
        @Override
        public void integrate(Metadata metadata, BootstrapContext bootstrap, SessionFactoryImplementor factory) {
            List<UnitPlanner.Selected> types = planner.select(metadata, bootstrap);
            factory.addObserver(new SessionFactoryObserver() {
                @Override
                public void sessionFactoryCreated(SessionFactory created) {
                    UnitPlans plans = planner.plan(unit, types, new CollectionMappings(metadata, factory));
                    mapping.ready(plans::mapped);
                }
            });
        }
    }
}
