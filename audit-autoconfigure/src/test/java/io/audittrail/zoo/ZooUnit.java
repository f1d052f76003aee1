package io.audittrail.zoo;

import com.zaxxer.hikari.HikariDataSource;
import io.audittrail.testing.Configurations;
import io.audittrail.testing.TestDatabase;
import io.audittrail.testing.WhatReachesTheDatabase;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;

/** A unit of an application, audited or not, whose statements can be looked at. */
final class ZooUnit implements AutoCloseable {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final WhatReachesTheDatabase watch = new WhatReachesTheDatabase();
    private final HikariDataSource pool;
    private final Records records;

    ZooUnit(TestDatabase database, Path log, List<Class<?>> entities, ClassLoader loader, String... settings) {
        context.setClassLoader(loader);
        pool = database.open();
        records = new Records(log);
        TestPropertyValues.of("audit.ledger.directory=" + log, "spring.jpa.hibernate.ddl-auto=create")
                .and(settings)
                .applyTo(context);
        context.registerBean(DataSource.class, () -> watch.watched(pool));
        context.registerBean(
                PersistenceManagedTypes.class,
                () -> PersistenceManagedTypes.of(
                        entities.stream().map(Class::getName).toArray(String[]::new)));
        Configurations.start(context);
    }

    /** Everything that the transaction of the work asks of the database. */
    List<String> statements(Consumer<EntityManager> work) {
        watch.clear();
        try (EntityManager em = context.getBean(EntityManagerFactory.class).createEntityManager()) {
            em.getTransaction().begin();
            work.accept(em);
            em.getTransaction().commit();
        }
        return watch.calls();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    List<String> records() {
        return records.next();
    }

    @Override
    public void close() {
        context.close();
        pool.close();
    }
}
