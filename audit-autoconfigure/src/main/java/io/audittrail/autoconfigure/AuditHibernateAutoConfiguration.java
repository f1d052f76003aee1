package io.audittrail.autoconfigure;

import io.audittrail.AuditSink;
import io.audittrail.ContextContributor;
import io.audittrail.ValueEncoder;
import io.audittrail.hibernate.AuditedUnitPostProcessor;
import io.audittrail.hibernate.CoverageListener;
import io.audittrail.hibernate.MappedUnit;
import io.audittrail.hibernate.OtherWays;
import io.audittrail.hibernate.SqlListener;
import io.audittrail.hibernate.UnitAuditing;
import io.audittrail.hibernate.UnitCoverage;
import io.audittrail.hibernate.UnitListener;
import io.audittrail.sql.SqlScope;
import io.audittrail.transaction.Announcer;
import io.audittrail.transaction.CurrentActor;
import io.audittrail.transaction.Delivery;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import io.audittrail.transaction.PlainValues;
import io.audittrail.transaction.RecordFigures;
import io.audittrail.transaction.StatementPolicy;
import io.audittrail.transaction.TransactionRecorder;
import io.audittrail.transaction.TransactionRecorder.Collaborators;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.hibernate.integrator.spi.Integrator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;
import org.springframework.util.function.SingletonSupplier;

/** Joins the audit trail to the persistence units that the settings name. */
@AutoConfiguration(after = {AuditAutoConfiguration.class, AuditActorAutoConfiguration.class})
@ConditionalOnClass({Integrator.class, AbstractEntityManagerFactoryBean.class})
@ConditionalOnSetting(value = "audit.enabled", byDefault = true)
public final class AuditHibernateAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");
    private static final String AUDITING = "auditUnitAuditing";

    @Bean
    static AuditedUnitPostProcessor auditedUnitPostProcessor(ConfigurableListableBeanFactory beans) {
        Supplier<List<String>> units =
                () -> beans.getBean(AuditProperties.class).persistenceUnits();
        return new AuditedUnitPostProcessor(beans, units, AUDITING);
    }

    /** So that {@link AuditSchema} can be asked about each audited unit. */
    @Bean
    UnitListener auditSchemaSettings(AuditProperties properties, Environment environment) {
        return (unit, factory) ->
                factory.getJpaPropertyMap().put(AuditSchema.SETTING, properties.triggerSettings(environment));
    }

    /** Made when the first audited factory is built: without one there is nothing to deliver. */
    @Bean(AUDITING)
    @Lazy
    UnitAuditing auditUnitAuditing(
            AuditProperties properties,
            ObjectProvider<CurrentActor> actor,
            ObjectProvider<ContextContributor> contributors,
            ObjectProvider<AuditSink> sinks,
            ObjectProvider<ValueEncoder<?>> encoders,
            ObjectProvider<CoverageListener> listeners,
            ObjectProvider<SqlListener> sql,
            Delivery delivery,
            Gate gate,
            RecordFigures figures,
            StatementPolicy statements,
            Failures failures,
            ObjectProvider<Announcer> announcer) {
        warnOfBareWords(properties);
        Supplier<CurrentActor> currentActor = SingletonSupplier.of(actor::getObject);
        Collaborators recording = new Collaborators(
                Clock.systemUTC(),
                () -> currentActor.get().get(),
                SingletonSupplier.of(() -> contributors.orderedStream().toList()),
                new PlainValues(properties.values().maxLength()),
                delivery,
                SingletonSupplier.of(() -> sinks.orderedStream().toList()),
                failures,
                gate,
                figures,
                announcer.getIfAvailable(),
                properties.allowPause());
        return new UnitAuditing(
                Math.max(1, properties.persistenceUnits().size()),
                properties.rules(),
                new OtherWays(
                        properties.stateless().oldValues() == AuditProperties.OldValues.SELECT, statements, toAll(sql)),
                recording,
                encoders.orderedStream().toList(),
                allOf(listeners));
    }

    private static CoverageListener allOf(ObjectProvider<CoverageListener> listeners) {
        return new CoverageListener() {
            @Override
            public void ready(UnitCoverage coverage) {
                listeners.orderedStream().forEach(listener -> listener.ready(coverage));
            }

            @Override
            public void mapped(MappedUnit unit) {
                listeners.orderedStream().forEach(listener -> listener.mapped(unit));
            }
        };
    }

    private static SqlListener toAll(ObjectProvider<SqlListener> listeners) {
        Supplier<List<SqlListener>> all =
                SingletonSupplier.of(() -> listeners.orderedStream().toList()); // Beans cannot be asked for at the end.
        return new SqlListener() {
            @Override
            public void ready(String unit, TransactionRecorder recorder, SqlScope scope) {
                all.get().forEach(listener -> listener.ready(unit, recorder, scope));
            }

            @Override
            public List<String> tables() {
                return all.get().stream()
                        .flatMap(listener -> listener.tables().stream())
                        .toList();
            }

            @Override
            public void closing(String unit) {
                all.get().forEach(listener -> listener.closing(unit));
            }
        };
    }

    private static void warnOfBareWords(AuditProperties properties) {
        List<String> bare = new ArrayList<>(properties.rules().optional());
        bare.removeAll(properties.properties().mask());
        if (!bare.isEmpty()) {
            log.warn(
                    "audit.properties.mask is set, so these words of the default are not masked any more: {}. Repeat in"
                            + " it those that should be",
                    String.join(", ", bare));
        }
    }
}
