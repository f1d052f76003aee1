package io.audittrail.oracle;

import io.audittrail.oracle.model.Shop.Customer;
import io.audittrail.oracle.model.Shop.Purchase;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Transactions that end in one way or another, or lie within each other, and several who work in one. */
final class TransactionSteps {

    private TransactionSteps() {}

    static List<Step> all() {
        return List.of(
                new Step("roll back", 3, TransactionSteps::rollBack),
                new Step("break a constraint", 3, TransactionSteps::breakConstraint),
                new Step("fail at the commit", 3, TransactionSteps::failAtCommit),
                new Step("fail before the commit", 2, TransactionSteps::failBeforeCommit),
                new Step("a transaction within", 4, TransactionSteps::within),
                new Step("a transaction within, rolled back around", 2, TransactionSteps::rolledBackAround),
                new Step("a transaction within, rolled back", 2, TransactionSteps::rolledBackWithin),
                new Step("several actors", 6, TransactionSteps::severalActors),
                new Step("flush at the commit only", 2, TransactionSteps::flushAtCommit));
    }

    private static void rollBack(Worker worker) {
        worker.fails(em -> {
            work(worker, em);
            em.flush();
            work(worker, em);
            throw new IllegalStateException("rolled back");
        });
    }

    private static void work(Worker worker, EntityManager em) {
        em.persist(worker.newCustomer());
        change(worker, em);
    }

    private static void change(Worker worker, EntityManager em) {
        worker.some(em, Customer.class).ifPresent(customer -> EntitySteps.changeCustomer(worker, em, customer));
    }

    private static void breakConstraint(Worker worker) {
        worker.fails(em -> {
            work(worker, em);
            if (worker.chance(2)) {
                em.flush();
            }
            Customer one = worker.newCustomer();
            Customer other = worker.newCustomer();
            other.code = one.code;
            em.persist(one);
            em.persist(other);
        });
    }

    private static void failAtCommit(Worker worker) {
        worker.fails(em -> {
            work(worker, em);
            Purchase one = new Purchase();
            Purchase other = new Purchase();
            one.id = worker.newId();
            other.id = worker.newId();
            one.receipt = "receipt-" + one.id;
            other.receipt = one.receipt;
            em.persist(one);
            em.persist(other);
        });
    }

    private static void failBeforeCommit(Worker worker) {
        worker.fails(em -> {
            work(worker, em);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    em.flush();
                    throw new IllegalStateException("refused");
                }
            });
        });
    }

    private static void within(Worker worker) {
        worker.transaction(em -> {
            work(worker, em);
            if (worker.chance(2)) {
                em.flush();
            }
            worker.requiresNew(inner -> inner.persist(worker.newCustomer()));
            change(worker, em);
        });
    }

    private static void rolledBackAround(Worker worker) {
        worker.fails(em -> {
            em.persist(worker.newCustomer());
            em.flush();
            worker.requiresNew(inner -> work(worker, inner));
            throw new IllegalStateException("rolled back");
        });
    }

    private static void rolledBackWithin(Worker worker) {
        worker.transaction(em -> {
            em.persist(worker.newCustomer());
            try {
                worker.requiresNew(inner -> {
                    work(worker, inner);
                    inner.flush();
                    throw new IllegalStateException("rolled back");
                });
            } catch (IllegalStateException e) {
                change(worker, em);
            }
        });
    }

    /** They take turns at the same entities. */
    private static void severalActors(Worker worker) {
        worker.transaction(em -> {
            Optional<Customer> some = worker.some(em, Customer.class);
            Customer fresh = worker.newCustomer();
            if (worker.chance(2)) {
                em.persist(fresh);
            }
            int turns = 2 + worker.random.nextInt(4);
            for (int i = 0; i < turns; i++) {
                worker.as(worker.one(List.of("ann", "bob", "worker-" + worker.number)), em, () -> {
                    some.ifPresent(worker::change);
                    if (em.contains(fresh) && worker.chance(2)) {
                        worker.change(fresh);
                    }
                    if (worker.chance(8) && em.contains(fresh)) {
                        em.remove(fresh);
                    }
                });
            }
        });
    }

    private static void flushAtCommit(Worker worker) {
        worker.transaction(em -> {
            em.setFlushMode(FlushModeType.COMMIT);
            change(worker, em);
            change(worker, em);
        });
    }
}
