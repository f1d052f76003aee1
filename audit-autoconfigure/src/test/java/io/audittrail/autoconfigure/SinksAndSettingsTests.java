package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.AuditSink;
import io.audittrail.ChangeSet;
import io.audittrail.hibernate.model.Person;
import io.audittrail.hibernate.model.Project;
import io.audittrail.ledger.ChainCheck;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.JsonNode;

/** What sinks hear of a change, and what the settings make of it. */
class SinksAndSettingsTests {

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
                    DataSourceAutoConfiguration.class,
                    HibernateJpaAutoConfiguration.class,
                    TransactionAutoConfiguration.class))
            .withPropertyValues("spring.jpa.hibernate.ddl-auto=create-drop")
            .withUserConfiguration(Types.class);

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
        RequestContextHolder.resetRequestAttributes();
        MDC.clear();
    }

    @Test
    void sinksHearOnTheCommittingThreadAfterTheWriteInOrderAndDisturbNobody() {
        List<String> heard = new ArrayList<>();
        runner().withBean("second", AuditSink.class, () -> new Second(heard))
                .withBean("first", AuditSink.class, () -> new First(() -> heard.add("first " + lines().size())))
                .run(context -> {
                    create(context, new Person("Ann"));
                    assertThat(heard)
                            .containsExactly(
                                    "first 3",
                                    "second " + Thread.currentThread().getName());
                    assertThat(lines().get(2)).contains("\"new\":\"Ann\"");
                });
    }

    @Test
    void settingsInTheEnvironmentDecideWhatIsInTheLog() {
        Map<String, Object> variables = Map.of(
                "AUDIT_LEDGER_DIRECTORY", directory.toString(),
                "AUDIT_LEDGER_STREAM", "web-1",
                "AUDIT_ENTITIES_EXCLUDE", "Person",
                "AUDIT_PROPERTIES_MASK", "title",
                "AUDIT_PROPERTIES_EXCLUDE", "stage,Project.logo",
                "AUDIT_VALUES_MAXLENGTH", "64",
                "AUDIT_CONTEXT_MDC", "tenant",
                "AUDIT_CONTEXT_REQUEST", "false");
        beginRequestOf("bob");
        MDC.put("tenant", "north");
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)))
                .run(context -> {
                    create(context, new Person("Ann"));
                    Project project = new Project("P-1", "Secret plans");
                    project.nickname = "n";
                    project.notes = "n";
                    project.projcode = "x".repeat(65);
                    create(context, project);
                    assertThat(ChainCheck.records(directory, "web-1"))
                            .singleElement()
                            .satisfies(record -> {
                                assertThat(record.path("context").toString()).isEqualTo("{\"tenant\":\"north\"}");
                                JsonNode changes = record.path("changes");
                                assertThat(changes.path("title").toString())
                                        .isEqualTo("{\"old\":\"[masked]\",\"new\":\"[masked]\"}");
                                assertThat(changes.path("projcode")
                                                .path("new")
                                                .path("length")
                                                .intValue())
                                        .isEqualTo(65);
                                assertThat(changes.has("stage") || changes.has("logo"))
                                        .isFalse();
                                assertThat(changes.has("price")).isTrue();
                            });
                });
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(ChainCheck.segments(directory, "whole").get(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ApplicationContextRunner runner() {
        return runner.withPropertyValues("audit.ledger.directory=" + directory, "audit.ledger.stream=whole");
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

    @Order(1)
    private record First(Runnable work) implements AuditSink {
        @Override
        public void committed(ChangeSet changes) {
            work.run();
            throw new IllegalStateException("broken sink");
        }
    }

    @Order(2)
    private record Second(List<String> heard) implements AuditSink {
        @Override
        public void committed(ChangeSet changes) {
            heard.add("second " + Thread.currentThread().getName());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Types {

        @Bean
        PersistenceManagedTypes types() {
            return PersistenceManagedTypes.of(
                    Person.class.getName(), Person.Email.class.getName(), Project.class.getName());
        }

        @Bean
        DataSource dataSource() {
            return TestDatabase.h2().open();
        }
    }
}
