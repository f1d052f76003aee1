package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.audittrail.AuditFigures;
import io.audittrail.AuditHealth;
import io.audittrail.AuditQuery;
import io.audittrail.AuditTrail;
import io.audittrail.AuditUnavailableException;
import io.audittrail.hibernate.model.Person;
import io.audittrail.ledger.ChainCheck;
import io.audittrail.ledger.Ledger;
import io.audittrail.mirror.Mirror;
import io.audittrail.outbox.OutboxDatabases;
import io.audittrail.outbox.OutboxDelivery;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Failures;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jpa.EntityManagerFactoryBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.persistenceunit.DefaultPersistenceUnitManager;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.persistenceunit.PersistenceUnitManager;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import tools.jackson.databind.JsonNode;

/** {@code audit.delivery=guaranteed}, from the setting to the log. */
@ExtendWith(OutputCaptureExtension.class)
class GuaranteedDeliveryTests {

    @TempDir
    Path directory;

    private final TestDatabase database = TestDatabase.h2();

    private final ApplicationContextRunner bare = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AuditAutoConfiguration.class,
                    AuditActorAutoConfiguration.class,
                    AuditHibernateAutoConfiguration.class,
                    AuditLedgerAutoConfiguration.class,
                    AuditMirrorAutoConfiguration.class,
                    AuditOutboxAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    DataSourceInitializationAutoConfiguration.class,
                    HibernateJpaAutoConfiguration.class,
                    TransactionAutoConfiguration.class))
            .withPropertyValues("spring.jpa.hibernate.ddl-auto=create-drop", "audit.delivery=guaranteed");

    @Test
    void whatIsCommittedIsInTheLogSoonAndTheTableIsEmpty() {
        runner().run(context -> {
            create(context, "Ann");
            await().untilAsserted(() -> assertThat(names("test")).containsExactly("Ann"));
            await().untilAsserted(() -> assertThat(rows(context)).isZero());
            await().untilAsserted(() -> assertThat(
                            context.getBean(OutboxDatabases.class).last("test"))
                    .as("the checkpoint in the database")
                    .isNotNull());
        });
        assertThat(ChainCheck.controls(directory, "test")).endsWith("stopped");
    }

    @Test
    void whoReadsTheLogIsToldThatOtherInstancesHaveTheirOwn() {
        runner().withConfiguration(AutoConfigurations.of(AuditTrailAutoConfiguration.class))
                .run(context -> {
                    create(context, "Ann");
                    new JdbcTemplate(context.getBean(DataSource.class))
                            .update("insert into audit_anchor (stream, drained_seq) values ('other', 0)");
                    await().untilAsserted(() -> assertThat(context.getBean(AuditTrail.class)
                                    .find(AuditQuery.all())
                                    .notes())
                            .containsExactly(
                                    "Other instances have logs of their own, which are not read here: other."));
                });
    }

    @Test
    void whatIsRolledBackIsNotInTheLog() {
        runner().run(context -> {
            assertThatThrownBy(() -> context.getBean(EntityManagerFactory.class).runInTransaction(entities -> {
                        entities.persist(new Person("Ann"));
                        entities.flush();
                        throw new IllegalStateException("no");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            create(context, "Bob");
        });
        assertThat(names("test")).containsExactly("Bob");
    }

    @Test
    void aLogThatEndsBeforeTheDatabaseSaysIsNotContinued() throws Exception {
        ApplicationContextRunner runner = runner().withPropertyValues("spring.jpa.hibernate.ddl-auto=update");
        runner.run(context -> {
            create(context, "Ann");
            await().untilAsserted(() -> assertThat(names("test")).containsExactly("Ann"));
        });
        Path segment = ChainCheck.segments(directory, "test").get(0);
        List<String> lines = Files.readAllLines(segment);
        Files.write(segment, lines.subList(0, lines.size() - 2));

        runner.run(context -> {
            assertThat(problems(context)).anyMatch(each -> each.contains("is broken at seq " + (lines.size() + 1)));
            create(context, "Bob");
        });
        assertThat(Files.readString(ChainCheck.segments(directory, "test").get(1)))
                .contains("\"control\":\"chain-broken\"", "seq " + lines.size() + " with hash", "Bob");
    }

    @Test
    void whatIsWrittenWhileTheApplicationStopsIsInTheLog() {
        runner().withUserConfiguration(Parting.class).run(context -> {});
        assertThat(names("test")).containsExactly("Parting");
        assertThat(ChainCheck.controls(directory, "test")).endsWith("stopped");
    }

    @Test
    void lazyBeansAreDrainedToo() {
        runner().withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> {
                    create(context, "Ann");
                    await().untilAsserted(() -> assertThat(names("test")).containsExactly("Ann"));
                });
    }

    @Test
    void settingsMeanTheSameHoweverTheyAreSpelt() {
        set(Map.of("audit.delivery", "Guaranteed ", "audit.outbox.drain", " LEADER"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(OutboxDelivery.class)
                        .doesNotHaveBean(Ledger.class));
        set(Map.of("audit.delivery", "direct "))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(OutboxDelivery.class));
        set(Map.of("audit.delivery", "garanteed"))
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("audit.delivery"));
    }

    /** With all their spaces, as the environment has them. */
    private ApplicationContextRunner set(Map<String, Object> settings) {
        return runner().withInitializer(context ->
                context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("environment", settings)));
    }

    @Test
    void itIsMeasuredBeforeAnythingIsDrained() {
        runner().withBean(MeasuredEarly.class)
                .run(context -> assertThat(context.getBean(MeasuredEarly.class).names)
                        .contains("audit.outbox.rows", "audit.outbox.age"));
    }

    /** As Micrometer's registries are bound: once all beans are there, and before the context is refreshed. */
    static final class MeasuredEarly implements SmartInitializingSingleton {

        private final ObjectProvider<OutboxDelivery> delivery;
        private List<String> names = List.of();

        MeasuredEarly(ObjectProvider<OutboxDelivery> delivery) {
            this.delivery = delivery;
        }

        @Override
        public void afterSingletonsInstantiated() {
            names = delivery.getObject().figures().stream()
                    .map(AuditFigures.Figure::name)
                    .toList();
        }
    }

    @Test
    void closedADeadInstanceDoesNotStopTheOthersUnlessTheOperatorWantsThat(CapturedOutput output) {
        runner().withPropertyValues("audit.on-failure=closed")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).doesNotContain("audit.ledger.max-lag is");
        runner().withPropertyValues("audit.on-failure=closed", "audit.outbox.lease=5m")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).contains("audit.ledger.max-lag is 120 s").contains("up to 450 s later");
    }

    @Test
    void mirrorReadsTheLinesThatAreDrained(CapturedOutput output) {
        Logger logger = (Logger) LoggerFactory.getLogger(Mirror.LOGGER);
        logger.setLevel(Level.INFO);
        try {
            runner().withPropertyValues("audit.mirror.enabled=true").run(context -> create(context, "Ann"));
        } finally {
            logger.setLevel(null);
        }
        assertThat(output).contains("action=CREATE entity=Person id=1").contains("name=null→'Ann'");
    }

    // Which database

    @Test
    void tablesAreInTheDatabaseOfTheAuditedUnitNotInThePrimaryOne() {
        bare.withUserConfiguration(TwoDatabases.class)
                .withPropertyValues(
                        "audit.persistence-units=sam",
                        "audit.ledger.directory=" + directory,
                        "audit.ledger.stream=test")
                .run(context -> {
                    EntityManagerFactory sam = context.getBean("sam", EntityManagerFactory.class);
                    sam.runInTransaction(entities -> entities.persist(new Person("Ann")));
                    await().untilAsserted(() -> assertThat(names("test")).containsExactly("Ann"));
                    assertThat(tables(context.getBean("samData", DataSource.class)))
                            .contains("AUDIT_OUTBOX");
                    assertThat(tables(context.getBean("primaryData", DataSource.class)))
                            .doesNotContain("AUDIT_OUTBOX");
                });
        assertThat(ChainCheck.controls(directory, "test")).endsWith("stopped");
    }

    @Test
    void aDatabaseThatIsKnownOnlyWhenTheLogIsOpenIsComparedWithItToo() throws Exception {
        ApplicationContextRunner late =
                with(bare.withUserConfiguration(LateDatabase.class).withBean(DataSource.class, database::open), "test");
        late.run(context -> {
            create(context, "Ann");
            await().untilAsserted(() -> assertThat(names("test")).containsExactly("Ann"));
        });
        late.run(context -> assertThat(problems(context)).isEmpty());

        Path segment = ChainCheck.segments(directory, "test").get(0);
        List<String> lines = Files.readAllLines(segment);
        Files.write(segment, lines.subList(0, lines.size() - 3));
        late.run(context -> assertThat(problems(context))
                .anyMatch(each -> each.contains(
                        "is not what OutboxDatabases remembers of it: expected was seq " + lines.size())));
    }

    @Test
    void aMissingTableStopsTheStartAndTheScriptIsNamed() {
        runner().withPropertyValues("audit.outbox.initialize-schema=never").run(context -> {
            FailureAnalysis analysis =
                    new UnusableDatabaseFailureAnalyzer().analyze(Objects.requireNonNull(context.getStartupFailure()));
            assertThat(Objects.requireNonNull(analysis).getDescription())
                    .contains("AUDIT_OUTBOX")
                    .contains("persistence unit 'default'");
            assertThat(analysis.getAction())
                    .contains("io/audittrail/outbox/schema-h2.sql")
                    .contains("audit.outbox.initialize-schema=always");
        });
    }

    @Test
    void tablesMayBeCreatedByTheApplicationAlsoAfterItsEntities() {
        runner().withPropertyValues(
                        "audit.outbox.initialize-schema=never",
                        "spring.sql.init.schema-locations=classpath:io/audittrail/outbox/schema-h2.sql",
                        "spring.jpa.defer-datasource-initialization=true")
                .run(context -> {
                    create(context, "Ann");
                    assertThat(problems(context)).isEmpty();
                    assertThat(failures(context)).isEmpty();
                    await().untilAsserted(() -> assertThat(names("test")).containsExactly("Ann"));
                });
    }

    @Test
    void otherDatabasesAreLeftAloneByDefault() {
        TestDatabase file = new TestDatabase("jdbc:h2:file:" + directory.resolve("db"), "someone", "");
        ApplicationContextRunner onDisk = with(bare.withBean(DataSource.class, file::open), "test");
        onDisk.withBean(PersistenceManagedTypes.class, GuaranteedDeliveryTests::types)
                .run(context -> assertThat(context).hasFailed());
        onDisk.withBean(PersistenceManagedTypes.class, GuaranteedDeliveryTests::types)
                .withPropertyValues("audit.outbox.initialize-schema=always")
                .run(context -> assertThat(context).hasNotFailed());
    }

    // What fails

    @Test
    void openAnInsertThatFailsCostsNothingButTheGuarantee() {
        runner().run(context -> {
            new JdbcTemplate(context.getBean(DataSource.class)).execute("alter table audit_outbox rename to elsewhere");
            create(context, "Ann");
            assertThat(people(context)).isEqualTo(1);
            assertThat(names("test")).containsExactly("Ann");
            assertThat(failures(context)).containsEntry("outbox-failed", 1L).doesNotContainKey("record-lost");
            assertThat(problems(context)).anyMatch(each -> each.startsWith("The last insert into audit_outbox"));
            new JdbcTemplate(context.getBean(DataSource.class)).execute("alter table elsewhere rename to audit_outbox");
            create(context, "Bob");
            await().untilAsserted(() -> assertThat(problems(context)).isEmpty());
        });
    }

    @Test
    void closedAnInsertThatFailsFailsTheTransaction() {
        runner().withPropertyValues("audit.on-failure=closed").run(context -> {
            JdbcTemplate sql = new JdbcTemplate(context.getBean(DataSource.class));
            sql.execute("alter table audit_outbox rename to elsewhere");
            assertThatThrownBy(() -> create(context, "Ann"))
                    .hasStackTraceContaining(AuditUnavailableException.class.getName())
                    .hasStackTraceContaining("audit.on-failure is closed");
            assertThat(people(context)).isZero();
            sql.execute("alter table elsewhere rename to audit_outbox");
            create(context, "Bob");
        });
        assertThat(names("test")).containsExactly("Bob");
    }

    @Test
    void whatWaitsIsCountedWhileTheLogCannotBeWritten() {
        runner().withPropertyValues("audit.ledger.min-free-space=100000TB").run(context -> {
            create(context, "Ann");
            await().untilAsserted(() -> assertThat(details(context).toString()).contains("rows=1,"));
        });
    }

    @Test
    void anInsertThatFailedIsNoProblemAnyMoreWhenItWorksAgainThoughNobodyCommits() {
        runner().run(context -> {
            JdbcTemplate sql = new JdbcTemplate(context.getBean(DataSource.class));
            sql.execute("alter table audit_outbox add constraint full_up check (records < 0) nocheck");
            create(context, "Ann");
            await().during(Duration.ofSeconds(2))
                    .untilAsserted(() -> assertThat(problems(context))
                            .anyMatch(each -> each.startsWith("The last insert into audit_outbox")));
            sql.execute("alter table audit_outbox drop constraint full_up");
            await().untilAsserted(() -> assertThat(problems(context)).isEmpty());
            assertThat(sql.queryForObject("select count(*) from audit_outbox", Integer.class))
                    .isZero();
        });
    }

    @Test
    void closedABacklogThatIsTooOldRefusesTransactions() {
        runner().withPropertyValues("audit.on-failure=closed", "audit.ledger.max-lag=10s")
                .run(context -> {
                    JdbcTemplate sql = new JdbcTemplate(context.getBean(DataSource.class));
                    sql.update("insert into audit_lease values ('other', 'other', 'there', 'x', 9999999999999)");
                    sql.update("insert into audit_outbox (owner, tx, chunk, records, total, written_at, content)"
                            + " values ('other', 't', 0, 1, 1, 1, X'00')");
                    await().untilAsserted(() -> assertThatThrownBy(() -> create(context, "Ann"))
                            .hasStackTraceContaining("longer than audit.ledger.max-lag (10 s)"));
                    assertThat(problems(context)).anyMatch(each -> each.contains("audit.ledger.max-lag"));
                    assertThat(context.getBean(OutboxDelivery.class).figures())
                            .allSatisfy(figure -> assertThat(figure.tags()).containsEntry("unit", "default"))
                            .extracting(GuaranteedDeliveryTests::measured)
                            .containsExactly("audit.outbox.rows 1", "audit.outbox.age over 10 s");
                    sql.update("delete from audit_outbox");
                    await().ignoreExceptions().untilAsserted(() -> create(context, "Bob"));
                });
    }

    private static String measured(AuditFigures.Figure figure) {
        return figure.name()
                + (figure.reading() instanceof AuditFigures.Level level
                        ? " " + level.now().getAsLong()
                        : isOld(((AuditFigures.Age) figure.reading()).now().get()) ? " over 10 s" : "");
    }

    private static boolean isOld(@Nullable Duration age) {
        return age != null && age.toSeconds() > 10;
    }

    // Leader

    @Test
    void oneInstanceLeadsAndTheOthersOpenNothing() {
        Path none = directory.resolve("none");
        Path volume = directory.resolve("volume");
        leader(volume)
                .run(leading -> leader(none).run(following -> {
                    assertThat(leading).doesNotHaveBean(Ledger.class);
                    await().untilAsserted(() ->
                            assertThat(details(leading).toString()).contains("drainedHere=true", "stream=application"));
                    create(following, "Ann");
                    await().untilAsserted(() ->
                            assertThat(names(volume, "application")).containsExactly("Ann"));
                    assertThat(details(following).toString()).contains("drainedHere=false");
                    assertThat(none).doesNotExist();
                }));
        JsonNode started = ChainCheck.lines(volume, "application").get(1);
        assertThat(started.path("details").path("policy").propertyNames()).contains("settings", "unit default");
        assertThat(ChainCheck.controls(volume, "application")).endsWith("stopped");
    }

    @Test
    void aFollowerWhoseInsertFailsSaysWhatIsLost() {
        Path volume = directory.resolve("volume");
        leader(volume)
                .run(leading -> leader(directory.resolve("none")).run(following -> {
                    await().untilAsserted(() ->
                            assertThat(details(leading).toString()).contains("drainedHere=true"));
                    new JdbcTemplate(following.getBean(DataSource.class))
                            .execute("alter table audit_outbox rename to gone");
                    create(following, "Ann");
                    assertThat(failures(following)).containsEntry("record-lost", 1L);
                    new JdbcTemplate(following.getBean(DataSource.class))
                            .execute("alter table gone rename to audit_outbox");
                }));
    }

    private ApplicationContextRunner runner() {
        return with(
                bare.withBean(DataSource.class, database::open)
                        .withBean(PersistenceManagedTypes.class, GuaranteedDeliveryTests::types),
                "test");
    }

    private ApplicationContextRunner with(ApplicationContextRunner runner, String stream) {
        return runner.withPropertyValues("audit.ledger.directory=" + directory, "audit.ledger.stream=" + stream);
    }

    private ApplicationContextRunner leader(Path volume) {
        return bare.withBean(DataSource.class, database::open)
                .withBean(PersistenceManagedTypes.class, GuaranteedDeliveryTests::types)
                .withPropertyValues(
                        "audit.ledger.directory=" + volume,
                        "audit.outbox.drain=leader",
                        "spring.jpa.hibernate.ddl-auto=update");
    }

    private static PersistenceManagedTypes types() {
        return PersistenceManagedTypes.of(Person.class.getName(), Person.Email.class.getName());
    }

    private static void create(ApplicationContext context, String name) {
        context.getBean(EntityManagerFactory.class).runInTransaction(entities -> entities.persist(new Person(name)));
    }

    private List<String> names(String stream) {
        return names(directory, stream);
    }

    private static List<String> names(Path directory, String stream) {
        return ChainCheck.records(directory, stream).stream()
                .map(line -> line.path("changes").path("name").path("new").stringValue())
                .toList();
    }

    private static int rows(ApplicationContext context) {
        return count(context, "audit_outbox");
    }

    private static int people(ApplicationContext context) {
        return count(context, "person");
    }

    private static int count(ApplicationContext context, String table) {
        Integer count = new JdbcTemplate(context.getBean(DataSource.class))
                .queryForObject("select count(*) from " + table, Integer.class);
        return Objects.requireNonNull(count);
    }

    private static List<String> tables(DataSource dataSource) {
        return new JdbcTemplate(dataSource)
                .queryForList("select table_name from information_schema.tables", String.class);
    }

    private static Map<String, Long> failures(ApplicationContext context) {
        return context.getBean(Failures.class).report().failures();
    }

    private static List<String> problems(ApplicationContext context) {
        return context.getBeansOfType(AuditHealth.class).values().stream()
                .flatMap(part -> part.report().problems().stream())
                .toList();
    }

    private static List<Map<String, Object>> details(ApplicationContext context) {
        return context.getBeansOfType(AuditHealth.class).values().stream()
                .map(part -> part.report().details())
                .toList();
    }

    @Configuration(proxyBeanMethods = false)
    static class Parting {

        @Bean
        DisposableBean parting(EntityManagerFactory factory) {
            return () -> factory.runInTransaction(entities -> entities.persist(new Person("Parting")));
        }
    }

    /** Its factory has the DataSource from somebody who is asked while it is built. */
    @Configuration(proxyBeanMethods = false)
    static class LateDatabase {

        @Bean
        PersistenceUnitManager units(DataSource dataSource) {
            DefaultPersistenceUnitManager units = new DefaultPersistenceUnitManager();
            units.setDefaultDataSource(dataSource);
            units.setManagedTypes(types());
            return units;
        }

        @Bean
        LocalContainerEntityManagerFactoryBean entityManagerFactory(PersistenceUnitManager units) {
            LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
            factory.setPersistenceUnitManager(units);
            factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
            factory.setJpaPropertyMap(Map.of("hibernate.hbm2ddl.auto", "update"));
            return factory;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoDatabases {

        @Bean
        @Primary
        DataSource primaryData() {
            return TestDatabase.h2().open();
        }

        @Bean
        DataSource samData() {
            return TestDatabase.h2().open();
        }

        @Bean
        @Primary
        LocalContainerEntityManagerFactoryBean entityManagerFactory(
                EntityManagerFactoryBuilder builder, DataSource primary) {
            return builder.dataSource(primary)
                    .managedTypes(types())
                    .persistenceUnit("system")
                    .build();
        }

        @Bean
        LocalContainerEntityManagerFactoryBean sam(
                EntityManagerFactoryBuilder builder, @Qualifier("samData") DataSource data) {
            return builder.dataSource(data)
                    .managedTypes(types())
                    .persistenceUnit("sam")
                    .build();
        }
    }
}
