package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.audittrail.AuditSink;
import io.audittrail.ChangeSet;
import io.audittrail.Entry;
import io.audittrail.Operation;
import io.audittrail.testing.Configurations;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Failures;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.hibernate.SessionEventListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.support.TransactionTemplate;

/** Of which units plain JDBC is recorded, and that it is said where it is not. */
@ExtendWith(OutputCaptureExtension.class)
class PlainJdbcTests {

    private static final String UNWATCHED = "Plain JDBC of the persistence unit 'default' is not recorded: ";

    @TempDir
    private Path directory = Path.of("");

    private final List<ChangeSet> committed = new CopyOnWriteArrayList<>();
    private ApplicationContextRunner runner = new ApplicationContextRunner();

    @Entity(name = "Thing")
    @Table(name = "thing")
    static class Thing {
        @Id
        long id;

        String title = "";
    }

    @Entity(name = "Node")
    @Table(name = "node")
    static class Node {
        @Id
        long id;

        String title = "";
    }

    @BeforeEach
    void configure() {
        runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(Configurations.ofAnAuditedUnit()))
                .withBean(AuditSink.class, () -> committed::add)
                .withPropertyValues("audit.ledger.directory=" + directory, "spring.jpa.hibernate.ddl-auto=create-drop");
    }

    // Two units

    @Test
    void whatIsSentToEachOfTwoDatabasesIsRecordedForItsUnit() {
        runner.withUserConfiguration(TwoDatabases.class)
                .withPropertyValues("audit.persistence-units=sam,status")
                .run(context -> {
                    inserted(context, "sam", "thing", 1);
                    inserted(context, "status", "thing", 1);
                    transactions(context, "status").executeWithoutResult(status -> {
                        inserted(context, "status", "thing", 2);
                        inserted(context, "sam", "thing", 2);
                    });

                    assertThat(told())
                            .containsExactly(
                                    "sam [STATEMENT]", "status [STATEMENT]", "sam [STATEMENT]", "status [STATEMENT]");
                    assertNothingFailed(context);
                });
    }

    @Test
    void besideAnAuditedUnitOneThatIsNotIsLeftAlone() {
        runner.withUserConfiguration(TwoDatabases.class)
                .withPropertyValues("audit.persistence-units=sam")
                .run(context -> {
                    inserted(context, "status", "thing", 1);
                    transactions(context, "status")
                            .executeWithoutResult(status -> inserted(context, "status", "thing", 2));
                    persisted(context, "status", new Thing());
                    assertThat(committed).isEmpty();

                    inserted(context, "sam", "thing", 1);
                    assertThat(told()).containsExactly("sam [STATEMENT]");
                });
    }

    @Test
    void unitsThatShareADataSourceEachRecordWhatIsSentToTheirTables() {
        runner.withUserConfiguration(OneDatabase.class)
                .withPropertyValues("audit.persistence-units=sam,status")
                .run(context -> {
                    inserted(context, "sam", "thing", 1);
                    inserted(context, "sam", "node", 1);
                    assertThat(told()).containsExactly("sam [STATEMENT]", "status [STATEMENT]");
                    committed.clear();

                    persisted(context, "sam", new Thing());
                    persisted(context, "status", new Node());
                    assertThat(told()).containsExactly("sam [CREATE]", "status [CREATE]");
                    assertNothingFailed(context);
                });
    }

    @Test
    void ofUnitsThatShareADataSourceEachHasWhatIsSentInItsTransactions() {
        runner.withUserConfiguration(OneDatabase.class)
                .withPropertyValues("audit.persistence-units=sam,status")
                .run(context -> {
                    for (String unit : List.of("sam", "status")) {
                        EntityManagerFactory factory = context.getBean(unit, EntityManagerFactory.class);
                        new TransactionTemplate(new JpaTransactionManager(factory)).executeWithoutResult(status -> {
                            SharedEntityManagerCreator.createSharedEntityManager(factory)
                                    .persist(unit.equals("sam") ? new Thing() : new Node());
                            inserted(context, "sam", unit.equals("sam") ? "thing" : "node", 1);
                        });
                    }
                    transactions(context, "sam").executeWithoutResult(status -> {
                        inserted(context, "sam", "node", 2);
                        status.setRollbackOnly();
                    });

                    assertThat(told()).containsExactly("sam [STATEMENT, CREATE]", "status [STATEMENT, CREATE]");
                    assertNothingFailed(context);
                });
    }

    @Test
    void whatAUnitThatIsNotAuditedDoesToTablesOfOneThatIsIsPlainJdbc() {
        runner.withUserConfiguration(OneDatabase.class)
                .withPropertyValues("audit.persistence-units=sam")
                .run(context -> {
                    persisted(context, "status", new Node());
                    inserted(context, "sam", "node", 1);
                    assertThat(committed).isEmpty();
                    EntityManagerFactory status = context.getBean("status", EntityManagerFactory.class);
                    status.runInTransaction(entities -> entities.createNativeQuery("insert into thing values (3, 'T')")
                            .executeUpdate());
                    assertThat(told()).containsExactly("sam [STATEMENT]");
                });
    }

    // Data sources that lend what others have

    @ParameterizedTest
    @ValueSource(classes = {Wrapped.class, OfAScope.class})
    void whatIsSentThroughADataSourceThatStandsBeforeAnotherIsRecordedOnce(Class<?> configuration) {
        runner.withUserConfiguration(configuration).run(context -> {
            inserted(context, "dataSource", "thing", 1);
            assertThat(told()).containsExactly("default [STATEMENT]");
            inserted(context, configuration == Wrapped.class ? "behindSource" : "scopedTarget.dataSource", "thing", 2);
            persisted(context, "entityManagerFactory", new Thing());
            assertThat(told()).containsExactly("default [STATEMENT]", "default [STATEMENT]", "default [CREATE]");
            assertNothingFailed(context);
        });
    }

    // What is said

    @Test
    void itIsRecordedAndNothingElseIsSaid(CapturedOutput output) {
        runner.withUserConfiguration(BootsOwn.class).run(context -> {
            inserted(context, "dataSource", "thing", 1);
            assertThat(told()).containsExactly("default [STATEMENT]");
            assertThat(output).doesNotContain("is not recorded");
        });
    }

    @Test
    void withASessionListenerOfTheApplicationItIsNotRecordedAndSaid(CapturedOutput output) {
        OwnListener.opened.set(0);
        runner.withUserConfiguration(BootsOwn.class)
                .withPropertyValues(
                        "spring.jpa.properties.hibernate.session.events.auto=" + OwnListener.class.getName())
                .run(context -> {
                    assertThat(output)
                            .containsOnlyOnce(UNWATCHED + "its property hibernate.session.events.auto is "
                                    + OwnListener.class.getName());
                    assertEntitiesAlone(context);
                    assertThat(OwnListener.opened).hasPositiveValue();
                });
    }

    @Test
    void switchedOffItIsNotRecordedAndSaid(CapturedOutput output) {
        runner.withUserConfiguration(BootsOwn.class)
                .withPropertyValues("audit.jdbc.enabled=false")
                .run(context -> {
                    assertThat(output).containsOnlyOnce(UNWATCHED + "audit.jdbc.enabled is false");
                    assertEntitiesAlone(context);
                });
    }

    @ParameterizedTest
    @ValueSource(classes = {QueryExecutionListener.class, CCJSqlParser.class})
    void withoutALibraryItIsNotRecordedAndSaid(Class<?> library, CapturedOutput output) {
        runner.withUserConfiguration(BootsOwn.class)
                .withClassLoader(new FilteredClassLoader(library))
                .run(context -> {
                    assertThat(output)
                            .containsOnlyOnce(UNWATCHED + "datasource-proxy or JSqlParser is missing")
                            .contains("net.ttddyy:datasource-proxy", "com.github.jsqlparser:jsqlparser");
                    assertEntitiesAlone(context);
                });
    }

    private void assertEntitiesAlone(ApplicationContext context) {
        inserted(context, "dataSource", "thing", 1);
        assertThat(committed).isEmpty();
        persisted(context, "entityManagerFactory", new Thing());
        assertThat(told()).containsExactly("default [CREATE]");
        assertNothingFailed(context);
    }

    private static void assertNothingFailed(ApplicationContext context) {
        assertThat(context.getBean(Failures.class).report().failures()).isEmpty();
    }

    /** The unit of each set of changes, and what was done in it. */
    private List<String> told() {
        return committed.stream()
                .map(changes -> changes.unit() + " "
                        + changes.records().stream().map(PlainJdbcTests::action).toList())
                .toList();
    }

    private static Operation action(Entry record) {
        return record.action();
    }

    private static void inserted(ApplicationContext context, String source, String table, int id) {
        new JdbcTemplate(source(context, source)).update("insert into " + table + " (id, title) values (?, 'T')", id);
    }

    private static void persisted(ApplicationContext context, String factory, Object entity) {
        context.getBean(factory, EntityManagerFactory.class).runInTransaction(entities -> entities.persist(entity));
    }

    private static TransactionTemplate transactions(ApplicationContext context, String source) {
        return new TransactionTemplate(new DataSourceTransactionManager(source(context, source)));
    }

    private static DataSource source(ApplicationContext context, String name) {
        return context.getBean(name.endsWith("ource") ? name : name + "Source", DataSource.class);
    }

    private static LocalContainerEntityManagerFactoryBean unit(String name, DataSource source, Class<?> entity) {
        LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
        factory.setPersistenceUnitName(name);
        factory.setDataSource(source);
        factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        factory.setManagedTypes(PersistenceManagedTypes.of(entity.getName()));
        factory.setJpaPropertyMap(Map.of("hibernate.hbm2ddl.auto", "create-drop"));
        return factory;
    }

    public static final class OwnListener implements SessionEventListener {
        static final AtomicInteger opened = new AtomicInteger();

        @Override
        public void jdbcConnectionAcquisitionStart() {
            opened.incrementAndGet();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class BootsOwn {
        @Bean
        HikariDataSource dataSource() {
            return TestDatabase.h2().open();
        }

        @Bean
        PersistenceManagedTypes types() {
            return PersistenceManagedTypes.of(Thing.class.getName());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Wrapped {
        @Bean
        HikariDataSource behindSource() {
            return TestDatabase.h2().open();
        }

        @Bean
        @Primary
        DataSource dataSource(@Qualifier("behindSource") DataSource behind) {
            return ProxyDataSourceBuilder.create(behind).build();
        }

        @Bean
        PersistenceManagedTypes types() {
            return PersistenceManagedTypes.of(Thing.class.getName());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OfAScope {
        @Bean
        static CustomScopeConfigurer scope() {
            CustomScopeConfigurer scopes = new CustomScopeConfigurer();
            scopes.addScope("thread", new SimpleThreadScope());
            return scopes;
        }

        @Bean
        @Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
        HikariDataSource dataSource() {
            return TestDatabase.h2().open();
        }

        @Bean
        PersistenceManagedTypes types() {
            return PersistenceManagedTypes.of(Thing.class.getName());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoDatabases {
        @Bean
        @Primary
        HikariDataSource samSource() {
            return TestDatabase.h2().open();
        }

        @Bean
        HikariDataSource statusSource() {
            return TestDatabase.h2().open();
        }

        @Bean
        @Primary
        LocalContainerEntityManagerFactoryBean sam(DataSource samSource) {
            return unit("sam", samSource, Thing.class);
        }

        @Bean
        LocalContainerEntityManagerFactoryBean status(@Qualifier("statusSource") DataSource source) {
            return unit("status", source, Thing.class);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OneDatabase {
        @Bean
        HikariDataSource samSource() {
            return TestDatabase.h2().open();
        }

        @Bean
        @Primary
        LocalContainerEntityManagerFactoryBean sam(DataSource samSource) {
            return unit("sam", samSource, Thing.class);
        }

        @Bean
        LocalContainerEntityManagerFactoryBean status(DataSource samSource) {
            return unit("status", samSource, Node.class);
        }
    }
}
