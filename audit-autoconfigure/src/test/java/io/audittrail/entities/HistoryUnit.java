package io.audittrail.entities;

import io.audittrail.Actor;
import io.audittrail.ActorResolver;
import io.audittrail.testing.Configurations;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** An application that has its history as entities. */
final class HistoryUnit implements AutoCloseable {

    /** Who is at work. */
    Actor actor = user("ann");

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    private final TestDatabase database;

    HistoryUnit(TestDatabase database, String... settings) {
        this.database = database;
        TestPropertyValues.of(
                        "audit.tables.enabled=true",
                        "audit.tables.initialize-schema=always",
                        "audit.ledger.enabled=false",
                        "spring.jpa.hibernate.ddl-auto=create")
                .and(settings)
                .applyTo(context);
        context.registerBean(ActorResolver.class, () -> () -> actor);
        Configurations.start(context, database::open, List.of(Someone.class, Guest.class));
    }

    static Actor user(String name) {
        return new Actor(name, Actor.Kind.USER, null);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    TestDatabase database() {
        return database;
    }

    JdbcTemplate sql() {
        return new JdbcTemplate(bean(DataSource.class));
    }

    void commit(Consumer<EntityManager> work) {
        bean(EntityManagerFactory.class).runInTransaction(work);
    }

    <T> T ask(Function<EntityManager, T> work) {
        return bean(EntityManagerFactory.class).callInTransaction(work);
    }

    <T> List<T> list(String jpql, Class<T> type) {
        return ask(em -> em.createQuery(jpql, type).getResultList());
    }

    List<AuditActivity> activities() {
        return list("select a from AuditActivity a order by a.id", AuditActivity.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
