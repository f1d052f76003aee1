package io.audittrail.oracle;

import io.audittrail.oracle.model.Shop.Customer;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.Savepoint;
import java.util.List;
import org.hibernate.Session;

/** Going back to where a transaction was before. */
final class SavepointSteps {

    private SavepointSteps() {}

    static List<Step> all() {
        return List.of(
                new Step("back to a savepoint", 4, worker -> worker.transaction(em -> back(worker, em))),
                new Step(
                        "back to savepoints within savepoints",
                        3,
                        worker -> worker.transaction(em -> deep(worker, em))),
                new Step("released savepoints", 2, worker -> worker.transaction(em -> released(worker, em))));
    }

    private static void back(Worker worker, EntityManager em) {
        change(worker, em);
        Savepoint before = set(em);
        change(worker, em);
        rollBack(em, before);
        if (worker.chance(2)) {
            change(worker, em);
        }
    }

    private static void deep(Worker worker, EntityManager em) {
        Savepoint first = set(em);
        change(worker, em);
        Savepoint second = set(em);
        change(worker, em);
        Savepoint third = set(em);
        change(worker, em);
        rollBack(em, worker.one(List.of(first, second, third)));
        change(worker, em);
        rollBack(em, first);
        change(worker, em);
    }

    private static void released(Worker worker, EntityManager em) {
        Savepoint first = set(em);
        change(worker, em);
        Savepoint second = set(em);
        change(worker, em);
        em.unwrap(Session.class).doWork(connection -> connection.releaseSavepoint(second));
        if (worker.chance(2)) {
            rollBack(em, first);
        }
        change(worker, em);
    }

    private static void change(Worker worker, EntityManager em) {
        em.persist(worker.newCustomer());
        worker.some(em, Customer.class).ifPresent(worker::change);
        em.flush();
    }

    private static Savepoint set(EntityManager em) {
        return em.unwrap(Session.class).doReturningWork(Connection::setSavepoint);
    }

    /** What is in memory is no longer what is in the database. */
    private static void rollBack(EntityManager em, Savepoint to) {
        em.unwrap(Session.class).doWork(connection -> connection.rollback(to));
        em.clear();
    }
}
