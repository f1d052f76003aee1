package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.audittrail.AuditUnavailableException;
import io.audittrail.hibernate.model.Wide;
import io.audittrail.ledger.ChainCheck;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Obstacle;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;

/** {@code audit.on-failure}, from the setting to the application's transaction. */
class ClosedGateTests {

    private static final AtomicReference<@Nullable String> OBSTACLE = new AtomicReference<>();

    @TempDir
    Path directory;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AuditAutoConfiguration.class,
                    AuditActorAutoConfiguration.class,
                    AuditHibernateAutoConfiguration.class,
                    AuditLedgerAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    HibernateJpaAutoConfiguration.class,
                    TransactionAutoConfiguration.class))
            .withPropertyValues("spring.jpa.hibernate.ddl-auto=create-drop")
            .withUserConfiguration(Application.class);

    @AfterEach
    void clearTheWay() {
        OBSTACLE.set(null);
    }

    @Test
    void closedItRefusesWhatCannotBeRecordedAndNothingElse() {
        runner().withPropertyValues("audit.on-failure=closed").run(context -> {
            create(context, 1);
            OBSTACLE.set("The disk is full");
            assertThatThrownBy(() -> create(context, 2))
                    .hasRootCauseInstanceOf(AuditUnavailableException.class)
                    .hasStackTraceContaining("The disk is full");
            OBSTACLE.set(null);
            create(context, 3);

            assertThat(ChainCheck.records(directory, "gate"))
                    .extracting(record -> record.path("entityId").asInt())
                    .containsExactly(1, 3);
        });
    }

    @Test
    void closedItRefusesWhileTheLogLeavesTooLittleSpace() {
        AtomicLong ids = new AtomicLong();
        runner().withPropertyValues("audit.on-failure=closed", "audit.ledger.min-free-space=1000000GB")
                .run(context -> await().untilAsserted(
                                () -> assertThatThrownBy(() -> create(context, ids.incrementAndGet()))
                                        .hasRootCauseInstanceOf(AuditUnavailableException.class)
                                        .hasStackTraceContaining("audit.ledger.min-free-space")));
    }

    @Test
    void openItLetsThroughWhatHasToWaitForSpace() {
        runner().withPropertyValues("audit.ledger.min-free-space=1000000GB").run(context -> {
            create(context, 1);
            create(context, 2);
        });
    }

    @Test
    void openItAsksNobody() {
        OBSTACLE.set("The disk is full");
        runner().run(context -> {
            create(context, 1);
            assertThat(ChainCheck.records(directory, "gate")).hasSize(1);
        });
    }

    private ApplicationContextRunner runner() {
        return runner.withPropertyValues("audit.ledger.directory=" + directory, "audit.ledger.stream=gate");
    }

    private static void create(ApplicationContext context, long id) {
        context.getBean(EntityManagerFactory.class).runInTransaction(entities -> entities.persist(Wide.of(id)));
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        PersistenceManagedTypes types() {
            return PersistenceManagedTypes.of(Wide.class.getName());
        }

        @Bean
        DataSource dataSource() {
            return TestDatabase.h2().open();
        }

        @Bean
        Obstacle obstacle() {
            return OBSTACLE::get;
        }
    }
}
