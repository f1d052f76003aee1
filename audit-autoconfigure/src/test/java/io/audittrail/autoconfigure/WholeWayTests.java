package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.audittrail.Actor;
import io.audittrail.ActorResolver;
import io.audittrail.AuditContext;
import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.AuditSink;
import io.audittrail.AuditTrail;
import io.audittrail.ChangeSet;
import io.audittrail.ContextContributor;
import io.audittrail.hibernate.model.Families;
import io.audittrail.hibernate.model.Person;
import io.audittrail.hibernate.model.Project;
import io.audittrail.ledger.ChainCheck;
import io.audittrail.mirror.Mirror;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.JsonNode;

/** From a user's change to what an auditor reads, with everything that surrounds it. */
@ExtendWith(OutputCaptureExtension.class)
class WholeWayTests {

    @TempDir
    Path directory;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AuditAutoConfiguration.class,
                    AuditSecurityAutoConfiguration.class,
                    AuditActorAutoConfiguration.class,
                    AuditContextAutoConfiguration.class,
                    AuditHibernateAutoConfiguration.class,
                    AuditLedgerAutoConfiguration.class,
                    AuditMirrorAutoConfiguration.class,
                    AuditTrailAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    HibernateJpaAutoConfiguration.class,
                    TransactionAutoConfiguration.class))
            .withPropertyValues("spring.jpa.hibernate.ddl-auto=create-drop")
            .withUserConfiguration(Types.class);

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void changeIsReadBackWithItsActorReasonAndRequest() {
        beginRequestOf("bob");
        runner().run(context -> {
            AuditContext.because("ticket 123", () -> create(context, new Person("Ann")));
            List<AuditRecord> found = context.getBean(AuditTrail.class)
                    .find(AuditQuery.all().ofType("Person").by("bob"))
                    .records();
            assertThat(found)
                    .singleElement()
                    .extracting(AuditRecord::json)
                    .asString()
                    .contains("\"action\":\"CREATE\"", "\"new\":\"Ann\"")
                    .contains(
                            "\"context\":{\"request\":\"POST /people\",\"ip\":\"127.0.0.1\",\"reason\":\"ticket 123\"}");
        });
    }

    @Test
    void typesAreFoundByTheirClassAndByThoseAboveIt() {
        runner().run(context -> {
            Families.Circle circle = new Families.Circle();
            create(context, circle);
            create(context, new Person("Ann"));
            AuditTrail trail = context.getBean(AuditTrail.class);
            for (AuditQuery query : List.of(
                    AuditQuery.of(Families.Circle.class, circle.id),
                    AuditQuery.of(Families.Shape.class, circle.id),
                    AuditQuery.of("Shape", circle.id),
                    AuditQuery.of("Circle", circle.id))) {
                assertThat(trail.find(query).records())
                        .extracting(AuditRecord::entity)
                        .containsExactly("Circle");
            }
            assertThat(trail.find(AuditQuery.all().ofType(Object.class)).records())
                    .isEmpty();
            assertThat(trail.stateAt(Families.Shape.class, circle.id, Instant.now())
                            .properties())
                    .containsKey("radius");
        });
    }

    @Test
    void aStateNamesTheStatementsOnTheTablesOfItsType() {
        runner().run(context -> {
            Families.Circle circle = new Families.Circle();
            create(context, circle);
            create(context, new Square());
            context.getBean(EntityManagerFactory.class)
                    .runInTransaction(entities -> entities.createNativeQuery("update Shape set name = 'Round'")
                            .executeUpdate());
            AuditTrail trail = context.getBean(AuditTrail.class);
            assertThat(trail.stateAt(Families.Circle.class, circle.id, Instant.now())
                            .notes())
                    .singleElement()
                    .asString()
                    .startsWith("A statement on Shape changed 2 rows");
            Person ann = new Person("Ann");
            create(context, ann);
            assertThat(trail.stateAt(Person.class, ann.id, Instant.now()).notes())
                    .isEmpty();
        });
    }

    @Test
    void historyGoesOnWhereATypeAndItsPropertyWereCalledOtherwise() {
        runner().withPropertyValues("audit.trail.aliases=Person=Human,Human.name=fullName")
                .run(context -> {
                    Person ann = new Person("Ann");
                    create(context, ann);
                    AuditTrail trail = context.getBean(AuditTrail.class);
                    assertThat(trail.find(AuditQuery.of("Human", ann.id).changing("fullName"))
                                    .records())
                            .singleElement()
                            .satisfies(record -> assertThat(record.json())
                                    .contains("\"changes\":{\"name\":{\"old\":null,\"new\":\"Ann\"}}"));
                    assertThat(trail.stateAt("Human", ann.id, Instant.now()).properties())
                            .containsEntry("fullName", "Ann")
                            .doesNotContainKey("name");
                });
    }

    @Test
    void mirrorHearsOfEachRecordAfterItWasWritten(CapturedOutput output) {
        beginRequestOf("bob");
        Logger logger = (Logger) LoggerFactory.getLogger(Mirror.LOGGER);
        logger.setLevel(Level.INFO);
        try {
            runner().withPropertyValues("audit.mirror.enabled=true").run(context -> create(context, new Person("Ann")));
        } finally {
            logger.setLevel(null);
        }
        assertThat(output).contains("actor=bob action=CREATE entity=Person");
    }

    @Test
    void collaboratorThatWritesWhileItIsMadeLosesNoRecord() {
        runner().withUserConfiguration(SeedingConfiguration.class).run(context -> {
            create(context, new Person("Ann"));
            assertThat(context.getBean(AuditTrail.class).find(AuditQuery.all()).records())
                    .extracting(AuditRecord::json)
                    .satisfiesExactly(
                            second -> assertThat(second).contains("\"actor\":\"eve\"", "\"tenant\":\"t1\""),
                            seed -> assertThat(seed).contains("\"actorKind\":\"unknown\"", "Seed"));
            assertThat(context.getBean(Seeding.class).heard).isEqualTo(1);
        });
    }

    @Test
    void whatIsWrittenWhileTheApplicationStopsIsInTheLog() {
        runner().withUserConfiguration(PartingConfiguration.class).run(context -> {});
        List<JsonNode> lines = ChainCheck.lines(directory, "application-web");
        assertThat(lines.get(lines.size() - 2).path("entity").stringValue()).isEqualTo("Person");
        assertThat(lines.get(lines.size() - 1).path("control").stringValue()).isEqualTo("stopped");
    }

    @Test
    void startIsSaidWithTheWholePolicyAlsoWhenAChildContextIsReadyFirst() {
        runner().withInitializer(parent ->
                        parent.addBeanFactoryPostProcessor(beans -> new GenericApplicationContext(parent).refresh()))
                .run(context -> {
                    JsonNode started =
                            ChainCheck.lines(directory, "application-web").get(1);
                    assertThat(started.path("control").stringValue()).isEqualTo("started");
                    assertThat(started.path("details").path("policy").propertyNames())
                            .contains("settings", "unit default");
                });
    }

    private ApplicationContextRunner runner() {
        return runner.withPropertyValues("audit.ledger.directory=" + directory, "audit.ledger.stream=application-web");
    }

    private static void beginRequestOf(String user) {
        RequestContextHolder.setRequestAttributes(
                new ServletRequestAttributes(new MockHttpServletRequest("POST", "/people")));
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(user, "", List.of()));
    }

    private static void create(ApplicationContext context, Object entity) {
        context.getBean(EntityManagerFactory.class).runInTransaction(entities -> entities.persist(entity));
    }

    @Entity(name = "Square")
    static class Square extends Families.Shape {}

    /** Everything that auditing asks an application for, and a change made before any of it can be had. */
    static final class Seeding implements AuditSink, ContextContributor, ActorResolver {

        private int heard;

        Seeding(EntityManagerFactory factory) {
            factory.runInTransaction(entities -> entities.persist(new Person("Seed")));
        }

        @Override
        public void committed(ChangeSet changes) {
            heard++;
        }

        @Override
        public Map<String, ?> context() {
            return Map.of("tenant", "t1");
        }

        @Override
        public Actor resolve() {
            return Actor.user("eve");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class SeedingConfiguration {

        @Bean
        Seeding seeding(EntityManagerFactory factory) {
            return new Seeding(factory);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PartingConfiguration {

        @Bean
        AutoCloseable parting(EntityManagerFactory factory) {
            return () -> factory.runInTransaction(entities -> entities.persist(new Person("Last")));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Types {

        @Bean
        PersistenceManagedTypes types() {
            return PersistenceManagedTypes.of(
                    Person.class.getName(),
                    Person.Email.class.getName(),
                    Project.class.getName(),
                    Families.Shape.class.getName(),
                    Families.Circle.class.getName(),
                    Square.class.getName());
        }

        @Bean
        DataSource dataSource() {
            return TestDatabase.h2().open();
        }
    }
}
