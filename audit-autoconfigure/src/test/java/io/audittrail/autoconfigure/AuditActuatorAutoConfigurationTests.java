package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import com.zaxxer.hikari.HikariDataSource;
import io.audittrail.AuditGap;
import io.audittrail.AuditHealth;
import io.audittrail.AuditPage;
import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.AuditTrail;
import io.audittrail.Change;
import io.audittrail.EntityState;
import io.audittrail.actuate.AuditHealthIndicator;
import io.audittrail.actuate.AuditMeters;
import io.audittrail.actuate.AuditTrailEndpoint;
import io.audittrail.hibernate.model.Person;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerSettings;
import io.audittrail.ledger.Ledgers;
import io.audittrail.testing.Configurations;
import io.audittrail.testing.TestDatabase;
import io.audittrail.trail.FileAuditTrail;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.StatementPolicy.Mode;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.Year;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** What there is for operators, with and without the libraries it takes. */
class AuditActuatorAutoConfigurationTests {

    private static final AutoConfigurations OURS = AutoConfigurations.of(
            AuditAutoConfiguration.class,
            AuditTrailAutoConfiguration.class,
            AuditEndpointAutoConfiguration.class,
            AuditHealthAutoConfiguration.class,
            AuditMetricsAutoConfiguration.class);
    private static final String[] OPEN = {
        "management.endpoints.web.exposure.include=audittrail", "management.endpoint.audittrail.access=READ_ONLY"
    };

    private final WebApplicationContextRunner web =
            new WebApplicationContextRunner().withConfiguration(OURS).withPropertyValues(OPEN);
    private final ApplicationContextRunner operated = new ApplicationContextRunner()
            .withInitializer(context ->
                    new AuditDefaults().postProcessEnvironment(context.getEnvironment(), new SpringApplication()))
            .withConfiguration(OURS)
            .withConfiguration(AutoConfigurations.of(
                    EndpointAutoConfiguration.class,
                    HealthContributorRegistryAutoConfiguration.class,
                    HealthEndpointAutoConfiguration.class,
                    MetricsAutoConfiguration.class,
                    SimpleMetricsExportAutoConfiguration.class,
                    CompositeMeterRegistryAutoConfiguration.class))
            .withPropertyValues("management.endpoint.health.show-details=always");

    @Test
    void endpointIsThereOnceItIsExposedAndAccessible() {
        web.run(context -> assertThat(context).hasSingleBean(AuditTrailEndpoint.class));
    }

    @Test
    void endpointIsNotThereByDefault() {
        new WebApplicationContextRunner()
                .withConfiguration(OURS)
                .run(context -> assertThat(context).doesNotHaveBean(AuditTrailEndpoint.class));
        new WebApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues(OPEN[0])
                .run(context -> assertThat(context).doesNotHaveBean(AuditTrailEndpoint.class));
        new WebApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues(OPEN[1])
                .run(context -> assertThat(context).doesNotHaveBean(AuditTrailEndpoint.class));
    }

    @Test
    void withoutActuatorThereIsATrailAndNoEndpoint() {
        web.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
                .run(context -> assertThat(context)
                        .hasSingleBean(FileAuditTrail.class)
                        .doesNotHaveBean(AuditTrailEndpoint.class));
    }

    @Test
    void withoutSpringWebTheContextStarts() {
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues(OPEN)
                .withClassLoader(new FilteredClassLoader("org.springframework.web", "jakarta.servlet"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(AuditTrailEndpoint.class));
    }

    @Test
    void trailOfTheApplicationReplacesOursAndNeedsNoJackson() {
        AuditTrail own = new NoTrail();
        web.withBean(AuditTrail.class, () -> own)
                .withClassLoader(new FilteredClassLoader("tools.jackson"))
                .run(context -> assertThat(context)
                        .hasSingleBean(AuditTrailEndpoint.class)
                        .getBean(AuditTrail.class)
                        .isSameAs(own));
    }

    @Test
    void endpointShowsValuesAsLinesHaveThemWhoeverAnswers() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/actuator/audittrail/Project/1");
        request.addParameter("at", "2026-11-22T10:00:00Z");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        try {
            web.withBean(AuditTrail.class, NoTrail::new)
                    .run(context -> assertThat(context.getBean(AuditTrailEndpoint.class)
                                    .history("Project", "1")
                                    .getBody())
                            .asInstanceOf(MAP)
                            .containsEntry("properties", Map.of("year", "2026")));
        } finally {
            RequestContextHolder.resetRequestAttributes();
        }
    }

    @Test
    void withoutHealthOrMicrometerTheContextStarts() {
        web.withClassLoader(new FilteredClassLoader("org.springframework.boot.health", "io.micrometer"))
                .run(context -> assertThat(context)
                        .hasSingleBean(AuditTrailEndpoint.class)
                        .doesNotHaveBean("auditHealthIndicator")
                        .doesNotHaveBean("auditMeters"));
    }

    @Test
    void healthyLogIsUpUnderTheNameAudit() {
        operated.run(context -> {
            CompositeHealthDescriptor health = (CompositeHealthDescriptor)
                    context.getBean(HealthEndpoint.class).health();
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getComponents()).containsOnlyKeys("audit");
        });
    }

    @Test
    void problemDegradesTheWholeUnlessSomethingElseIsWorse() {
        operated.withBean("ledger", AuditHealth.class, () -> () -> problem("disk full"))
                .run(context -> assertThat(
                                context.getBean(HealthEndpoint.class).health().getStatus())
                        .isEqualTo(AuditHealthIndicator.DEGRADED));
    }

    @Test
    void problemIsDownWhereItRefusesTransactions() {
        operated.withBean("ledger", AuditHealth.class, () -> () -> problem("disk full"))
                .withPropertyValues("audit.on-failure=closed")
                .run(context -> assertThat(
                                context.getBean(HealthEndpoint.class).health().getStatus())
                        .isEqualTo(Status.DOWN));
    }

    @Test
    void hookThatIsNotLinkedIsAProblem() {
        operated.run(context -> {
            context.getBean(Failures.class)
                    .lasting("hook-unlinked", "Listeners are not told", new NoSuchMethodError("getModelsContext"));
            Health health = context.getBean(AuditHealthIndicator.class).health();
            assertThat(health.getStatus()).isEqualTo(AuditHealthIndicator.DEGRADED);
            assertThat(health.getDetails())
                    .containsEntry("problems", List.of("Listeners are not told"))
                    .containsEntry("failures", Map.of("hook-unlinked", 1L));
        });
    }

    @Test
    void applicationsOwnOrderOfStatusesHolds() {
        operated.withBean("ledger", AuditHealth.class, () -> () -> problem("disk full"))
                .withPropertyValues("management.endpoint.health.status.order=down,up,degraded")
                .withBean(
                        "otherHealthIndicator",
                        HealthIndicator.class,
                        () -> () -> Health.up().build())
                .run(context -> assertThat(
                                context.getBean(HealthEndpoint.class).health().getStatus())
                        .isEqualTo(Status.UP));
    }

    @Test
    void healthComponentCanBeSwitchedOff() {
        operated.withPropertyValues("management.health.audit.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(AuditHealthIndicator.class));
    }

    @Test
    void failuresAreCountedInTheApplicationsRegistry() {
        operated.run(context -> {
            context.getBean(Failures.class).report("actor-unknown", "what", new IllegalStateException("why"));
            assertThat(context.getBean(MeterRegistry.class)
                            .get("audit.failures")
                            .tag("kind", "actor-unknown")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void writesThatNoEntityEventExplainsAreCountedByKind(Mode mode, @TempDir Path directory) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(Configurations.ofAnAuditedUnit()))
                .withConfiguration(AutoConfigurations.of(
                        MetricsAutoConfiguration.class,
                        SimpleMetricsExportAutoConfiguration.class,
                        CompositeMeterRegistryAutoConfiguration.class))
                .withBean(HikariDataSource.class, () -> TestDatabase.h2().open())
                .withBean(
                        PersistenceManagedTypes.class,
                        () -> PersistenceManagedTypes.of(Person.class.getName(), Person.Email.class.getName()))
                .withPropertyValues(
                        "spring.jpa.hibernate.ddl-auto=create-drop",
                        "audit.ledger.directory=" + directory,
                        "audit.statements.mode=" + mode.name().toLowerCase(Locale.ROOT))
                .run(context -> {
                    EntityManagerFactory factory = context.getBean(EntityManagerFactory.class);
                    JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
                    String sql = "update person set name = 'New'";
                    List<Runnable> writes = List.of(
                            () -> factory.runInTransaction(entities -> entities.persist(new Person("Ann"))),
                            () -> factory.runInTransaction(
                                    entities -> entities.createQuery("update Person set name = 'New'")
                                            .executeUpdate()),
                            () -> factory.runInTransaction(
                                    entities -> entities.createNativeQuery(sql).executeUpdate()),
                            () -> jdbc.update(sql),
                            () -> jdbc.update(sql + " where name = 'nobody'"));
                    assertThat(unexplained(context)).isEqualTo(Map.of("bulk", 0.0, "native", 0.0, "jdbc", 0.0));

                    for (Runnable write : writes) {
                        boolean isRefused = mode == Mode.REJECT && write != writes.get(0);
                        assertThat(catchThrowable(write::run)).matches(thrown -> (thrown != null) == isRefused);
                    }

                    double each = mode == Mode.REJECT ? 0 : 1;
                    assertThat(unexplained(context)).isEqualTo(Map.of("bulk", each, "native", each, "jdbc", each));
                });
    }

    private static Map<String, Double> unexplained(ApplicationContext context) {
        return context
                .getBean(MeterRegistry.class)
                .get("audit.writes.unexplained")
                .tag("unit", "default")
                .functionCounters()
                .stream()
                .collect(Collectors.toMap(
                        counter -> Objects.requireNonNull(counter.getId().getTag("kind")), FunctionCounter::count));
    }

    @Test
    void ledgerIsMeasured(@TempDir Path directory) {
        operated.withBean(
                        Ledger.class,
                        () -> Ledgers.open(
                                LedgerSettings.of(directory, "sam"),
                                Clock.systemUTC(),
                                new Failures(Clock.systemUTC())))
                .run(context -> {
                    context.getBean(Ledger.class).start();
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    assertThat(registry.getMeters())
                            .extracting(meter -> meter.getId().getName())
                            .contains(
                                    "audit.ledger.bytes",
                                    "audit.ledger.fsync",
                                    "audit.ledger.waiting.transactions",
                                    "audit.ledger.waiting.records",
                                    "audit.ledger.waiting.bytes",
                                    "audit.ledger.lost.transactions",
                                    "audit.ledger.lost.records");
                    assertThat(registry.get("audit.ledger.write")
                                    .functionTimer()
                                    .count())
                            .isEqualTo(1);
                });
    }

    @Test
    void trailKnowsWhichStreamThisProcessWrites(@TempDir Path directory) {
        web.withPropertyValues("audit.ledger.directory=" + directory).run(context -> {
            AuditTrail trail = context.getBean(AuditTrail.class);
            Failures failures = new Failures(Clock.systemUTC());
            try (Ledger ledger = Ledgers.open(LedgerSettings.of(directory, "sam"), Clock.systemUTC(), failures)) {
                ledger.start();
                assertThat(trail.gaps()).isEmpty();
            }
            assertThat(trail.gaps()).extracting(AuditGap::kind).containsExactly(AuditGap.Kind.OFF);
        });
    }

    @Test
    void switchedOffThereIsNothing() {
        web.withPropertyValues("audit.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(AuditTrail.class)
                        .doesNotHaveBean(AuditTrailEndpoint.class)
                        .doesNotHaveBean(AuditHealthIndicator.class)
                        .doesNotHaveBean(AuditMeters.class));
    }

    private static final class NoTrail implements AuditTrail {

        @Override
        public AuditPage find(AuditQuery query) {
            return new AuditPage(List.of(), null, List.of(), true, List.of());
        }

        @Override
        public Stream<AuditRecord> stream(AuditQuery query) {
            return Stream.of();
        }

        @Override
        public EntityState stateAt(String type, Object id, Instant at) {
            Map<String, Object> properties = Map.of("year", Year.of(2026));
            return new EntityState(type, id, at, EntityState.Existence.EXISTED, properties, List.of(), 0, List.of());
        }

        @Override
        public List<Change> diff(String type, Object id, Instant from, Instant to) {
            return List.of();
        }

        @Override
        public List<AuditGap> gaps() {
            return List.of();
        }
    }

    private static AuditHealth.Report problem(String what) {
        return new AuditHealth.Report(List.of(what), Map.of(), Map.of());
    }
}
