package io.audittrail.hibernate;

import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hibernate.jpa.boot.spi.JpaSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;
import org.springframework.orm.jpa.JpaVendorAdapter;

/**
 * Wires the audited units, and no other, before their factories are built. Works on the factory bean, so it does not
 * matter who made it.
 */
public final class AuditedUnitPostProcessor implements BeanPostProcessor, SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");

    private static final String ORM_XML_FILES = "hibernate.orm_xml_files";
    private static final String LISTENER_MAPPING = "io/audittrail/hibernate/audit-listener-orm.xml";

    private final ConfigurableListableBeanFactory beans;
    private final Supplier<List<String>> names;
    private final String auditingBean;
    private final Map<String, String> units = new ConcurrentHashMap<>();
    private @Nullable UnitChoice choice;

    /**
     * @param names the units to audit
     * @param auditingBean the name of the {@link UnitAuditing} bean: asked for only when there is a unit to audit
     */
    public AuditedUnitPostProcessor(
            ConfigurableListableBeanFactory beans, Supplier<List<String>> names, String auditingBean) {
        this.beans = beans;
        this.names = names;
        this.auditingBean = auditingBean;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof AbstractEntityManagerFactoryBean factory) {
            String unit = choice().choose(beanName, factory.getPersistenceUnitName(), factoryNames());
            if (unit != null) {
                units.put(beanName, unit);
                listeners().forEach(listener -> listener.wiring(unit, factory));
                wire(factory, unit);
                beans.registerDependentBean(auditingBean, beanName);
            }
        }
        return bean;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof AbstractEntityManagerFactoryBean factory) {
            String unit = units.get(beanName);
            if (unit != null) {
                listeners().forEach(listener -> listener.wired(unit, factory));
            }
        }
        return bean;
    }

    private Stream<UnitListener> listeners() {
        return beans.getBeanProvider(UnitListener.class).orderedStream();
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> factories = factoryNames();
        if (factories.isEmpty()) {
            nothingAudited(List.of(beans.getBeanNamesForType(EntityManagerFactory.class, true, false)));
        } else {
            choice().requireAllMatched(factories);
        }
    }

    /** @param unreachable factories without a factory bean: they were built before they could be wired */
    private void nothingAudited(List<String> unreachable) {
        if (!unreachable.isEmpty()) {
            choice().requireNoNames(unreachable);
            log.warn(
                    "Nothing is audited: the EntityManagerFactory {} was built before auditing could join it. Let its"
                            + " bean method return the LocalContainerEntityManagerFactoryBean itself."
                            + " audit.enabled=false silences this.",
                    String.join(", ", unreachable));
        } else if (BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, EntityManagerFactory.class, true, false)
                        .length
                == 0) { // A parent context looks after its own.
            log.warn("There is no EntityManagerFactory: nothing is audited. audit.enabled=false silences this.");
        }
    }

    private void wire(AbstractEntityManagerFactoryBean factory, String unit) {
        UnitIntegrator integrator = new UnitIntegrator(unit, beans.getBean(auditingBean, UnitAuditing.class));
        Map<String, Object> settings = factory.getJpaPropertyMap();
        JpaVendorAdapter vendor = factory.getJpaVendorAdapter();
        if (vendor != null) { // Its settings count only where there are none, and after us there are some.
            Map<String, ?> fallback = vendor.getJpaPropertyMap();
            settings.computeIfAbsent(JpaSettings.INTEGRATOR_PROVIDER, fallback::get);
            settings.computeIfAbsent(ORM_XML_FILES, fallback::get);
        }
        settings.compute(
                JpaSettings.INTEGRATOR_PROVIDER,
                (key, given) -> ChainedIntegrators.of(given, integrator, beans.getBeanClassLoader()));
        settings.put(StatementServices.SETTING, integrator.statements());
        settings.put(UnitMapping.SETTING, integrator.mapping());
        settings.compute(ORM_XML_FILES, (key, given) -> withListener(given));
    }

    private static List<Object> withListener(@Nullable Object given) {
        List<Object> files = new ArrayList<>(given instanceof List<?> list ? list : List.of());
        files.add(LISTENER_MAPPING);
        return files;
    }

    private synchronized UnitChoice choice() {
        if (choice == null) {
            choice = new UnitChoice(names.get());
        }
        return choice;
    }

    private List<String> factoryNames() {
        return Arrays.stream(beans.getBeanNamesForType(AbstractEntityManagerFactoryBean.class, true, false))
                .map(BeanFactoryUtils::transformedBeanName)
                .toList();
    }
}
