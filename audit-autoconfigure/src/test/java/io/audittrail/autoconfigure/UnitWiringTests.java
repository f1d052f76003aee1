package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.hibernate.UnitSelectionException;
import io.audittrail.hibernate.UnknownNamesException;
import io.audittrail.hibernate.model.Person;
import io.audittrail.hibernate.model.Project;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Delivery;
import io.audittrail.transaction.OwnConnection;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PostPersist;
import jakarta.persistence.spi.PersistenceUnitInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.jpa.boot.spi.IntegratorProvider;
import org.hibernate.jpa.event.spi.CallbackType;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jpa.EntityManagerFactoryBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.orm.jpa.JpaVendorAdapter;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

@ExtendWith(OutputCaptureExtension.class)
class UnitWiringTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AuditAutoConfiguration.class,
                    AuditActorAutoConfiguration.class,
                    AuditHibernateAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    HibernateJpaAutoConfiguration.class,
                    TransactionAutoConfiguration.class))
            .withPropertyValues("spring.jpa.hibernate.ddl-auto=create-drop")
            .withUserConfiguration(Recording.class);

    // Which unit

    @Test
    void bootsOwnSingleUnitIsAuditedWithoutASetting() {
        runner.withUserConfiguration(BootsOwn.class).run(context -> {
            create(context, EntityManagerFactory.class, new Person("Ann"));
            assertThat(changeSets(context))
                    .singleElement()
                    .satisfies(changes -> assertThat(changes.unit()).isEqualTo("default"));
        });
    }

    @Test
    void bootsOwnSingleUnitIsAuditedByItsBeanName() {
        runner.withUserConfiguration(BootsOwn.class)
                .withPropertyValues("audit.persistence-units=entityManagerFactory")
                .run(context -> {
                    create(context, EntityManagerFactory.class, new Person("Ann"));
                    assertThat(changeSets(context)).hasSize(1);
                });
    }

    @Test
    void onlyTheNamedOfTwoUnitsIsAuditedAndTheOtherIsLeftAlone() {
        runner.withUserConfiguration(TwoUnits.class)
                .withPropertyValues("audit.persistence-units=sam")
                .run(context -> {
                    Statements statements = context.getBean(Statements.class);
                    create(context, "status", new Person("Ann"));
                    assertThat(changeSets(context)).isEmpty();
                    assertThat(statements.all).hasSize(1);

                    create(context, "samFactory", new Project("P-1", "Title"));
                    assertThat(changeSets(context)).singleElement().satisfies(changes -> {
                        assertThat(changes.unit()).isEqualTo("sam");
                        assertThat(changes.changes())
                                .extracting(ChangeRecord::label)
                                .containsExactly("P-1");
                    });

                    assertThat(auditListeners(context, "samFactory")).isPositive();
                    assertThat(auditListeners(context, "status")).isZero();
                    assertThat(defaultListeners(context, "samFactory", Project.class))
                            .isTrue();
                    assertThat(defaultListeners(context, "status", Person.class))
                            .isFalse();
                });
    }

    @Test
    void unitsAreMatchedByBeanNameToo() {
        runner.withUserConfiguration(TwoUnits.class)
                .withPropertyValues("audit.persistence-units=samFactory")
                .run(context -> {
                    create(context, "samFactory", new Project("P-1", "Title"));
                    assertThat(changeSets(context)).extracting(ChangeSet::unit).containsExactly("samFactory");
                });
    }

    @Test
    void aUnitMayBeNamedByBothItsNames() {
        runner.withUserConfiguration(TwoUnits.class)
                .withPropertyValues("audit.persistence-units=sam,samFactory")
                .run(context -> {
                    create(context, "samFactory", new Project("P-1", "Title"));
                    assertThat(changeSets(context)).extracting(ChangeSet::unit).containsExactly("sam");
                });
    }

    @Test
    void defaultWordsThatASettingLeavesOutAreSaid(CapturedOutput output) {
        runner.withUserConfiguration(BootsOwn.class)
                .withPropertyValues("audit.properties.mask=token,password")
                .run(context -> assertThat(output)
                        .contains("these words of the default are not masked any more: passwd, secret, credential,"));
    }

    @Test
    void severalUnitsMayBeNamed() {
        runner.withUserConfiguration(TwoUnits.class)
                .withPropertyValues("audit.persistence-units=sam,system_status")
                .run(context -> {
                    create(context, "samFactory", new Project("P-1", "Title"));
                    create(context, "status", new Person("Ann"));
                    assertThat(changeSets(context)).extracting(ChangeSet::unit).containsExactly("sam", "system_status");
                });
    }

    @Test
    void aUnitOfAnotherAutoConfigurationIsAuditedAndLogged(@TempDir Path directory) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        AuditAutoConfiguration.class,
                        AuditActorAutoConfiguration.class,
                        AuditHibernateAutoConfiguration.class,
                        AuditLedgerAutoConfiguration.class,
                        UnitOfAnotherStarter.class))
                .withPropertyValues("audit.ledger.directory=" + directory, "audit.ledger.stream=test")
                .run(context -> {
                    create(context, EntityManagerFactory.class, new Person("Ann"));
                    assertThat(directory.resolve("test.current")).content().contains("Ann");
                });
    }

    @Test
    void lazyBeansAreWiredWhenTheyAreBuilt() {
        runner.withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .withUserConfiguration(TwoUnits.class)
                .withPropertyValues("audit.persistence-units=sam")
                .run(context -> {
                    create(context, "samFactory", new Project("P-1", "Title"));
                    assertThat(changeSets(context)).hasSize(1);
                });
    }

    // Refusals

    @Test
    void severalUnitsAndNoNameIsRefusedWithTheCandidatesAndTheYamlToAdd() {
        runner.withUserConfiguration(TwoUnits.class).run(context -> {
            FailureAnalysis analysis =
                    new UnitSelectionFailureAnalyzer().analyze(Objects.requireNonNull(context.getStartupFailure()));
            assertThat(Objects.requireNonNull(analysis).getDescription())
                    .contains("samFactory")
                    .contains("status");
            assertThat(analysis.getAction()).contains("audit:").contains("persistence-units: sam");
        });
    }

    @Test
    void aNameThatMatchesNoUnitIsRefusedWithTheCandidates() {
        runner.withUserConfiguration(TwoUnits.class)
                .withPropertyValues("audit.persistence-units=sam,smas")
                .run(context -> {
                    assertThat(context.getStartupFailure()).hasRootCauseInstanceOf(UnitSelectionException.class);
                    FailureAnalysis analysis = new UnitSelectionFailureAnalyzer()
                            .analyze(Objects.requireNonNull(context.getStartupFailure()));
                    assertThat(Objects.requireNonNull(analysis).getDescription())
                            .contains("audit.persistence-units names smas,")
                            .contains("unit sam (bean samFactory)")
                            .contains("unit system_status (bean status)");
                });
    }

    @Test
    void unknownEntityAndPropertyNamesAreRefusedAndNamed() {
        runner.withUserConfiguration(BootsOwn.class)
                .withPropertyValues(
                        "audit.entities.exclude=Persson,Email",
                        "audit.entities.include=io.nowhere.*",
                        "audit.properties.mask=password,Person.nmae",
                        "audit.properties.exclude=shoe size")
                .run(context -> {
                    assertThat(context.getStartupFailure()).hasRootCauseInstanceOf(UnknownNamesException.class);
                    FailureAnalysis analysis = new UnknownNamesFailureAnalyzer()
                            .analyze(Objects.requireNonNull(context.getStartupFailure()));
                    assertThat(Objects.requireNonNull(analysis).getDescription())
                            .contains("audit.entities.exclude: Persson")
                            .contains("audit.entities.include: io.nowhere.*")
                            .contains("audit.properties.mask: Person.nmae")
                            .contains("audit.properties.exclude: shoe size")
                            .doesNotContain("Email")
                            .doesNotContain("password");
                });
    }

    @Test
    void withoutAnyUnitTheContextStartsAndSaysSo(CapturedOutput output) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        AuditAutoConfiguration.class,
                        AuditActorAutoConfiguration.class,
                        AuditHibernateAutoConfiguration.class))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(output).contains("There is no EntityManagerFactory: nothing is audited");
                });
    }

    @Test
    void aFactoryThatWasBuiltBeforeItCouldBeWiredIsNamedAndRefusedWhenUnitsAreNamed(CapturedOutput output) {
        runner.withUserConfiguration(BuiltTooSoon.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(output)
                    .contains("Nothing is audited: the EntityManagerFactory sam was built before")
                    .doesNotContain("There is no EntityManagerFactory");
        });
        runner.withUserConfiguration(BuiltTooSoon.class)
                .withPropertyValues("audit.persistence-units=sam")
                .run(context -> {
                    FailureAnalysis analysis = new UnitSelectionFailureAnalyzer()
                            .analyze(Objects.requireNonNull(context.getStartupFailure()));
                    assertThat(Objects.requireNonNull(analysis).getDescription())
                            .contains("audit.persistence-units names sam, and the EntityManagerFactory bean sam");
                    assertThat(analysis.getAction()).contains("return the LocalContainerEntityManagerFactoryBean");
                });
    }

    @Test
    void twoFactoriesThatHideBehindTheirTypeAreSeveralToo() {
        runner.withUserConfiguration(HiddenTypes.class)
                .run(context ->
                        assertThat(context.getStartupFailure()).hasRootCauseInstanceOf(UnitSelectionException.class));
    }

    @Test
    void aUnitNamedTwiceIsOneUnitAndItsNamesAreChecked() {
        runner.withUserConfiguration(BootsOwn.class)
                .withPropertyValues("audit.persistence-units=default,default", "audit.entities.exclude=Persson")
                .run(context ->
                        assertThat(context.getStartupFailure()).hasRootCauseInstanceOf(UnknownNamesException.class));
    }

    // What is said

    @Test
    void aChildContextDoesNotSayThatNothingIsAudited(CapturedOutput output) {
        runner.withUserConfiguration(BootsOwn.class)
                .run(parent -> new ApplicationContextRunner()
                        .withParent(parent)
                        .withConfiguration(AutoConfigurations.of(
                                AuditAutoConfiguration.class,
                                AuditActorAutoConfiguration.class,
                                AuditHibernateAutoConfiguration.class))
                        .run(child -> {
                            assertThat(child).hasNotFailed();
                            assertThat(output).doesNotContain("nothing is audited");
                        }));
    }

    @Test
    void typesThatAreNotAuditedAreNamedAtStartUp(CapturedOutput output) {
        runner.withUserConfiguration(BootsOwn.class)
                .withPropertyValues("audit.entities.exclude=Email")
                .run(context -> assertThat(output)
                        .containsOnlyOnce("Auditing 2 entity type(s) of persistence unit 'default'; not audited:"
                                + " Email (audit.entities.exclude)"));
    }

    // The application's own

    @Test
    void anIntegratorProviderOfTheApplicationKeepsWorking() {
        for (Object provider : List.of(new OwnProvider(), OwnProvider.class, OwnProvider.class.getName())) {
            OwnProvider.integrated.set(0);
            runner.withUserConfiguration(BootsOwn.class)
                    .withBean(
                            HibernatePropertiesCustomizer.class,
                            () -> properties -> properties.put("hibernate.integrator_provider", provider))
                    .run(context -> {
                        create(context, EntityManagerFactory.class, new Person("Ann"));
                        assertThat(OwnProvider.integrated).hasValue(1);
                        assertThat(changeSets(context)).hasSize(1);
                    });
        }
    }

    @Test
    void anIntegratorProviderOfTheVendorAdapterKeepsWorking() {
        OwnProvider.integrated.set(0);
        runner.withUserConfiguration(BootsOwn.class)
                .withBean(JpaVendorAdapter.class, () -> new HibernateJpaVendorAdapter() {
                    @Override
                    public Map<String, Object> getJpaPropertyMap() {
                        Map<String, Object> settings = new HashMap<>(super.getJpaPropertyMap());
                        settings.put("hibernate.integrator_provider", OwnProvider.class);
                        return settings;
                    }

                    @Override
                    public Map<String, Object> getJpaPropertyMap(PersistenceUnitInfo unit) {
                        return getJpaPropertyMap();
                    }
                })
                .run(context -> {
                    create(context, EntityManagerFactory.class, new Person("Ann"));
                    assertThat(OwnProvider.integrated).hasValue(1);
                    assertThat(changeSets(context)).hasSize(1);
                });
    }

    @Test
    void aUnitThatIsBuiltInTheBackgroundIsAudited() {
        runner.withUserConfiguration(BootsOwn.class)
                .withBean(InTheBackground.class)
                .run(context -> {
                    create(context, EntityManagerFactory.class, new Person("Ann"));
                    assertThat(changeSets(context)).hasSize(1);
                });
    }

    @Test
    void anOrmXmlWithADefaultListenerOfTheApplicationKeepsWorking() {
        OwnListener.heard.set(0);
        runner.withUserConfiguration(BootsOwn.class)
                .withPropertyValues("spring.jpa.mapping-resources=io/audittrail/autoconfigure/own-orm.xml")
                .run(context -> {
                    create(context, EntityManagerFactory.class, new Person("Ann"));
                    assertThat(OwnListener.heard).hasValue(1);
                    assertThat(changeSets(context)).hasSize(1);
                });
    }

    // Off

    @Test
    void whenDisabledThereIsNoListenerAndNoBeanButTheProperties() {
        runner.withUserConfiguration(BootsOwn.class)
                .withPropertyValues("audit.enabled=false")
                .run(context -> {
                    create(context, EntityManagerFactory.class, new Person("Ann"));
                    assertThat(changeSets(context)).isEmpty();
                    assertThat(auditListeners(context, "entityManagerFactory")).isZero();
                    assertThat(context.getBeanDefinitionNames())
                            .filteredOn(name -> name.toLowerCase(Locale.ROOT).contains("audit"))
                            .allMatch(name -> name.endsWith("AutoConfiguration") || name.endsWith("AuditProperties"));
                });
    }

    private static List<ChangeSet> changeSets(ApplicationContext context) {
        return context.getBean(Recorded.class).changeSets;
    }

    private static void create(ApplicationContext context, Class<EntityManagerFactory> type, Object entity) {
        create(context.getBean(type), entity);
    }

    private static void create(ApplicationContext context, String factory, Object entity) {
        create(context.getBean(factory, EntityManagerFactory.class), entity);
    }

    private static void create(EntityManagerFactory factory, Object entity) {
        factory.runInTransaction(em -> em.persist(entity));
    }

    private static long auditListeners(ApplicationContext context, String factory) {
        var registry = context.getBean(factory, EntityManagerFactory.class)
                .unwrap(SessionFactoryImplementor.class)
                .getEventListenerRegistry();
        return List.of(
                        EventType.POST_INSERT,
                        EventType.POST_UPDATE,
                        EventType.POST_DELETE,
                        EventType.PERSIST,
                        EventType.MERGE,
                        EventType.DELETE)
                .stream()
                .flatMap(type -> {
                    List<Object> listeners = new ArrayList<>();
                    registry.getEventListenerGroup(type)
                            .fireEventOnEachListener(listeners, (listener, all) -> all.add(listener));
                    return listeners.stream();
                })
                .filter(listener -> listener.getClass().getName().startsWith("io.audittrail"))
                .count();
    }

    private static boolean defaultListeners(ApplicationContext context, String factory, Class<?> entity) {
        return context.getBean(factory, EntityManagerFactory.class)
                .unwrap(SessionFactoryImplementor.class)
                .getEventEngine()
                .getCallbackRegistry()
                .hasRegisteredCallbacks(entity, CallbackType.PRE_REMOVE);
    }

    /** What was delivered. */
    static final class Recorded implements Delivery {
        final List<ChangeSet> changeSets = Collections.synchronizedList(new ArrayList<>());

        @Override
        public Prepared prepare(ChangeSet changes, @Nullable OwnConnection connection) {
            return new Prepared() {
                @Override
                public void committed() {
                    changeSets.add(changes);
                }

                @Override
                public void rolledBack() {}

                @Override
                public void unknown() {}
            };
        }
    }

    /** The inserts into the unit that is not audited. */
    static final class Statements implements StatementInspector {
        final List<String> all = Collections.synchronizedList(new ArrayList<>());

        @Override
        public String inspect(String sql) {
            all.add(sql);
            return sql;
        }
    }

    public static final class OwnProvider implements IntegratorProvider {
        static final AtomicInteger integrated = new AtomicInteger();

        @Override
        public List<Integrator> getIntegrators() {
            return List.of(new Integrator() {
                @Override
                public void integrate(
                        Metadata metadata, BootstrapContext bootstrap, SessionFactoryImplementor factory) {
                    integrated.incrementAndGet();
                }
            });
        }
    }

    public static final class OwnListener {
        static final AtomicInteger heard = new AtomicInteger();

        @PostPersist
        void persisted(Object entity) {
            heard.incrementAndGet();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Recording {
        @Bean
        Recorded recorded() {
            return new Recorded();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class BootsOwn {
        @Bean
        PersistenceManagedTypes managedTypes() {
            return PersistenceManagedTypes.of(
                    Person.class.getName(), Person.Email.class.getName(), Project.class.getName());
        }

        @Bean
        DataSource dataSource() {
            return TestDatabase.h2().open();
        }
    }

    static final class InTheBackground implements BeanPostProcessor {
        @Override
        public Object postProcessBeforeInitialization(Object bean, String beanName) {
            if (bean instanceof LocalContainerEntityManagerFactoryBean factory) {
                factory.setBootstrapExecutor(new SimpleAsyncTaskExecutor());
            }
            return bean;
        }
    }

    /** Its name sorts after ours, and it says nothing of an order. */
    @AutoConfiguration
    static class UnitOfAnotherStarter {
        @Bean
        LocalContainerEntityManagerFactoryBean sam() {
            LocalContainerEntityManagerFactoryBean factory = person("sam");
            factory.setJpaPropertyMap(Map.of("hibernate.hbm2ddl.auto", "create-drop"));
            return factory;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class BuiltTooSoon {
        @Bean
        EntityManagerFactory sam() {
            LocalContainerEntityManagerFactoryBean factory = person("sam");
            factory.afterPropertiesSet();
            return Objects.requireNonNull(factory.getObject());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class HiddenTypes {
        @Bean
        FactoryBean<EntityManagerFactory> sam() {
            return person("sam");
        }

        @Bean
        FactoryBean<EntityManagerFactory> status() {
            return person("status");
        }
    }

    private static LocalContainerEntityManagerFactoryBean person(String unit) {
        LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
        factory.setPersistenceUnitName(unit);
        factory.setDataSource(TestDatabase.h2().open());
        factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        factory.setManagedTypes(PersistenceManagedTypes.of(Person.class.getName(), Person.Email.class.getName()));
        return factory;
    }

    /** {@code sam} is built with Boot's builder, {@code system_status} by hand. */
    @Configuration(proxyBeanMethods = false)
    @Import(Statements.class)
    static class TwoUnits {
        @Bean
        @Primary
        DataSource samDataSource() {
            return TestDatabase.h2().open();
        }

        @Bean
        DataSource statusDataSource() {
            return TestDatabase.h2().open();
        }

        @Bean
        @Primary
        LocalContainerEntityManagerFactoryBean samFactory(
                EntityManagerFactoryBuilder builder, DataSource samDataSource) {
            return builder.dataSource(samDataSource)
                    .managedTypes(PersistenceManagedTypes.of(
                            Project.class.getName(), Person.class.getName(), Person.Email.class.getName()))
                    .persistenceUnit("sam")
                    .properties(Map.of("hibernate.hbm2ddl.auto", "create-drop"))
                    .build();
        }

        @Bean
        LocalContainerEntityManagerFactoryBean status(
                @Qualifier("statusDataSource") DataSource dataSource, Statements statements) {
            LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
            factory.setPersistenceUnitName("system_status");
            factory.setDataSource(dataSource);
            factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
            factory.setManagedTypes(PersistenceManagedTypes.of(Person.class.getName(), Person.Email.class.getName()));
            factory.setJpaPropertyMap(Map.of(
                    "hibernate.hbm2ddl.auto",
                    "create-drop",
                    "hibernate.session_factory.statement_inspector",
                    statements));
            return factory;
        }
    }
}
