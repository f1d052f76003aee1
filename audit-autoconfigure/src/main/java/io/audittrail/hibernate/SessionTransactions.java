package io.audittrail.hibernate;

import io.audittrail.transaction.Failures;
import io.audittrail.transaction.FollowedConnection;
import io.audittrail.transaction.OpenTransaction;
import io.audittrail.transaction.TransactionRecorder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.resource.jdbc.spi.LogicalConnectionImplementor;
import org.hibernate.resource.transaction.spi.TransactionCoordinator;
import org.jspecify.annotations.Nullable;

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

    /**
     * The one that Hibernate has begun, and will tell the end of; null where there is none. A stateless session that was
     * given its connection says of itself that there always is one.
     */
    @Nullable
    SessionTransaction current(SharedSessionContractImplementor session) {
        return session.getTransactionCoordinator().isTransactionActive() ? of(session) : null;
    }

    /** For a change in the transaction of the session, or outside any. */
    void tell(SharedSessionContractImplementor session, Consumer<OpenTransaction> change) throws SQLException {
        SessionTransaction transaction = current(session);
        if (transaction != null) {
            change.accept(transaction.changes());
        } else {
            outside(session, change);
        }
    }

    /** Tells the database who is at work now, before a statement. */
    void announce(SharedSessionContractImplementor session) {
        SessionTransaction transaction = recorder.announces() ? current(session) : null;
        if (transaction != null) {
            transaction.announce(recorder.attribution(), session);
        }
    }

    /** Before a query, which nobody announces: it may call a function that writes. Costs nothing as long as nobody was named. */
    void follow(SharedSessionContractImplementor session) {
        SessionTransaction transaction = open.get(session.getTransactionCoordinator());
        LogicalConnectionImplementor logical = session.getJdbcCoordinator().getLogicalConnection();
        if (transaction != null) {
            transaction.follow(session);
        } else if (logical.isPhysicallyConnected()) {
            Connection connection = logical.getPhysicalConnection();
            FollowedConnection followed = FollowedConnection.of(connection);
            if (followed != null) {
                followed.following().followQuery(connection);
            }
        }
    }

    /** A change is missing in the transaction, if there is one. Never throws. */
    void missing(SharedSessionContractImplementor session, Throwable cause, Failures failures) {
        try {
            tell(session, changes -> changes.missing(cause));
        } catch (Throwable e) {
            failures.report("change-unrecorded", "A transaction that lacks a record cannot be refused", e);
        }
    }

    /** What was asked for an entity is not to be done after all. */
    void withdrawn(Object entity, SharedSessionContractImplementor session) {
        SessionTransaction transaction = open.get(session.getTransactionCoordinator());
        if (transaction != null) {
            transaction.withdrawn(entity);
        }
    }

    /** A flush of the session is over. */
    void flushed(SharedSessionContractImplementor session) {
        SessionTransaction transaction = open.get(session.getTransactionCoordinator());
        if (transaction != null) {
            transaction.flushed();
        }
    }

    private SessionTransaction begin(SharedSessionContractImplementor session, TransactionCoordinator coordinator) {
        if (open.size() >= MANY) {
            open.keySet().removeIf(other -> !other.isActive());
        }
        SessionTransaction transaction = new SessionTransaction(
                this,
                coordinator,
                session.getJdbcCoordinator(),
                session instanceof Session stateful && stateful.isDefaultReadOnly());
        coordinator.addObserver(transaction);
        open.put(coordinator, transaction);
        return transaction;
    }

    void ended(TransactionCoordinator coordinator, SessionTransaction transaction) {
        open.remove(coordinator, transaction);
    }

    /**
     * For a change outside any transaction of the session: the database commits it at once, or somebody does so by hand on
     * the connection that the session was given.
     */
    void outside(SharedSessionContractImplementor session, Consumer<OpenTransaction> change) throws SQLException {
        LogicalConnectionImplementor logical = session.getJdbcCoordinator().getLogicalConnection();
        recorder.outside(logical.isPhysicallyConnected() ? logical.getPhysicalConnection() : null, change);
    }

    /** For what is over once it is done. */
    void autoCommitted(Consumer<OpenTransaction> change) {
        OpenTransaction alone = recorder.begin();
        change.accept(alone);
        alone.committed();
    }
}
