package io.audittrail.hibernate;

import io.audittrail.transaction.OpenTransaction;
import io.audittrail.transaction.TransactionRecorder;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.resource.transaction.spi.TransactionCoordinator;

/** Finds the open transaction of a session of one unit. Sessions that share a connection share it. Thread-safe. */
final class SessionTransactions {

    /** From here on, transactions whose end nobody told are looked for: a session that was closed within one. */
    private static final int MANY = 1_000;

    private final TransactionRecorder recorder;
    private final ConcurrentMap<TransactionCoordinator, SessionTransaction> open = new ConcurrentHashMap<>();

    SessionTransactions(TransactionRecorder recorder) {
        this.recorder = recorder;
    }

    TransactionRecorder recorder() {
        return recorder;
    }

    SessionTransaction of(SharedSessionContractImplementor session) {
        TransactionCoordinator coordinator = session.getTransactionCoordinator();
        SessionTransaction transaction = open.get(coordinator);
        return transaction != null ? transaction : begin(session, coordinator);
    }

    private SessionTransaction begin(SharedSessionContractImplementor session, TransactionCoordinator coordinator) {
        if (open.size() >= MANY) {
            open.keySet().removeIf(other -> !other.isActive());
        }
        SessionTransaction transaction =
                new SessionTransaction(recorder.begin(), coordinator, session.getJdbcCoordinator(), open);
        coordinator.addObserver(transaction);
        open.put(coordinator, transaction);
        return transaction;
    }

    /** For a change outside any transaction, which the database commits at once. */
    void autoCommitted(Consumer<OpenTransaction> change) {
        OpenTransaction alone = recorder.begin();
        change.accept(alone);
        alone.committed();
    }
}
