package io.audittrail.oracle;

import io.audittrail.oracle.model.Shop.Customer;
import io.audittrail.oracle.model.Shop.Line;
import io.audittrail.oracle.model.Shop.Product;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/** What is done by sessions that remember nothing. */
final class StatelessSteps {

    private StatelessSteps() {}

    static List<Step> all() {
        return List.of(
                new Step("stateless", 5, worker -> inTransaction(worker, StatelessSteps::work)),
                new Step("stateless, several at once", 2, worker -> inTransaction(worker, StatelessSteps::several)),
                new Step("stateless upsert", 3, worker -> inTransaction(worker, StatelessSteps::upsert)),
                new Step(
                        "stateless, with collections", 4, worker -> inTransaction(worker, StatelessSteps::collections)),
                new Step("stateless, rolled back", 1, StatelessSteps::rollBack),
                new Step("stateless on a transaction's connection", 2, StatelessSteps::shared),
                new Step("stateless without a transaction", 2, StatelessSteps::alone));
    }

    private interface Work {
        void on(Worker worker, StatelessSession session);
    }

    private static void inTransaction(Worker worker, Work work) {
        worker.marked(() -> {
            try (StatelessSession session = open(worker)) {
                session.beginTransaction();
                worker.tell(session);
                work.on(worker, session);
                session.getTransaction().commit();
            }
        });
    }

    private static StatelessSession open(Worker worker) {
        return worker.factory.unwrap(SessionFactory.class).openStatelessSession();
    }

    private static void work(Worker worker, StatelessSession session) {
        session.insert(worker.newCustomer());
        update(worker, session);
        Line line = line(worker);
        session.insert(line);
        if (worker.chance(2)) {
            line.amount = 7;
            session.update(line);
        }
        if (worker.chance(3)) {
            session.delete(line);
        }
        if (worker.many(Line.class)) {
            session.delete(session.get(Line.class, worker.one(worker.ids(Line.class))));
        }
    }

    private static void update(Worker worker, StatelessSession session) {
        List<Long> ids = worker.ids(Customer.class);
        Customer customer = ids.isEmpty() ? null : session.get(Customer.class, worker.one(ids));
        if (customer != null) {
            worker.change(customer);
            worker.change(customer);
            session.update(customer);
        }
    }

    /** All elements are stored anew, those that were there too. */
    private static void collections(Worker worker, StatelessSession session) {
        Customer customer = worker.newCustomer();
        fill(worker, customer);
        session.insert(customer);
        if (worker.chance(3)) {
            customer.tags.clear();
        }
        fill(worker, customer);
        session.update(customer);
        if (worker.chance(2)) {
            customer.phones.remove(0);
            session.upsert(customer);
        }
        if (worker.chance(3)) {
            session.delete(customer);
        }
    }

    private static void fill(Worker worker, Customer customer) {
        customer.tags.add(CollectionSteps.tag(worker));
        customer.phones.add(CollectionSteps.phone(worker));
        customer.settings.put(CollectionSteps.tag(worker), worker.word());
    }

    private static Line line(Worker worker) {
        Line line = new Line();
        line.id = worker.newId();
        line.owner = worker.number;
        line.text = worker.word();
        return line;
    }

    private static void several(Worker worker, StatelessSession session) {
        List<Line> lines = new ArrayList<>(List.of(line(worker), line(worker), line(worker)));
        session.insertMultiple(lines);
        lines.forEach(line -> line.amount++);
        session.updateMultiple(lines);
        lines.remove(0);
        session.deleteMultiple(lines);
    }

    private static void upsert(Worker worker, StatelessSession session) {
        Line line = line(worker);
        if (worker.chance(2) && !worker.ids(Line.class).isEmpty()) {
            line.id = worker.one(worker.ids(Line.class));
        }
        session.upsert(line);
        if (worker.chance(3)) {
            line.amount++;
            session.upsert(line);
        }
    }

    private static void rollBack(Worker worker) {
        worker.marked(() -> {
            try (StatelessSession session = open(worker)) {
                session.beginTransaction();
                worker.tell(session);
                work(worker, session);
                session.getTransaction().rollback();
            }
        });
    }

    private static void shared(Worker worker) {
        worker.transaction(em -> {
            em.persist(worker.newCustomer());
            em.flush();
            em.unwrap(org.hibernate.Session.class).doWork(connection -> {
                try (StatelessSession session =
                        worker.factory.unwrap(SessionFactory.class).openStatelessSession(connection)) {
                    session.insert(line(worker));
                    update(worker, session);
                }
            });
        });
    }

    /** Each statement is a transaction. */
    private static void alone(Worker worker) {
        Product product = new Product();
        product.owner = worker.number;
        product.name = "alone";
        try (StatelessSession session = open(worker)) {
            worker.markedForSession(session, () -> session.insert(product));
            product.name = worker.word();
            worker.markedForSession(session, () -> session.update(product));
            worker.markedForSession(session, () -> session.delete(product));
        }
    }
}
