package io.audittrail.oracle;

import io.audittrail.ActorResolver;
import io.audittrail.ContextContributor;
import io.audittrail.oracle.model.Shop;
import io.audittrail.testing.Configurations;
import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Delivery;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The auto-configurations as applications have them, on a PostgreSQL that watches what is done to it. */
final class Application implements AutoCloseable {

    private final TestDatabase database;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final Path directory;
    final Truth truth;

    /** @param delivery what becomes of the delivery, so that it can be broken */
    Application(Path directory, UnaryOperator<Delivery> delivery, String... settings) {
        this(directory, delivery, 3 * Workload.THREADS, settings);
    }

    /** @param connections how many the pool has */
    Application(Path directory, UnaryOperator<Delivery> delivery, int connections, String... settings) {
        this.database = PostgresServer.newDatabase().withConnections(connections);
        this.truth = new Truth(database);
        this.directory = directory;
        TestPropertyValues.of(
                        "audit.ledger.directory=" + directory,
                        "audit.ledger.max-segment-size=100GB",
                        "spring.jpa.hibernate.ddl-auto=create",
                        "spring.jpa.properties.hibernate.jdbc.batch_size=10",
                        "spring.jpa.properties.hibernate.order_inserts=true")
                .and(settings)
                .applyTo(context);
        context.registerBean(ContextContributor.class, () -> Marks::context);
        context.registerBean(ActorResolver.class, () -> Marks::actor);
        context.registerBean(BeanPostProcessor.class, () -> new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Delivery made ? delivery.apply(made) : bean;
            }
        });
        Configurations.start(context, database::open, Shop.ENTITIES);
        truth.watch();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    TriggerRows triggerRows() {
        return new TriggerRows(database);
    }

    AuditTables auditTables() {
        return new AuditTables(database);
    }

    Log log() {
        return new Log(directory);
    }

    @Override
    public void close() {
        context.close();
    }
}
