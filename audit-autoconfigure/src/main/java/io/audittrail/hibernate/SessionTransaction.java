package io.audittrail.hibernate;

import io.audittrail.transaction.Attribution;
import io.audittrail.transaction.OpenTransaction;
import io.audittrail.transaction.OwnConnection;
import java.sql.Connection;
import java.util.IdentityHashMap;
import java.util.Map;
import org.hibernate.engine.jdbc.spi.JdbcCoordinator;
import org.hibernate.resource.transaction.spi.TransactionCoordinator;
import org.hibernate.resource.transaction.spi.TransactionObserver;
import org.hibernate.resource.transaction.spi.TransactionStatus;
import org.jspecify.annotations.Nullable;

/**
 * Follows one transaction of a session to its end. Hibernate tells its observers last before the commit, after the flush
 * and all callbacks; Spring's own {@code beforeCommit} comes before the flush.
 */
final class SessionTransaction implements TransactionObserver, OwnConnection {

    private final OpenTransaction changes;
    private final TransactionCoordinator coordinator;
    private final JdbcCoordinator jdbc;
    private final Map<TransactionCoordinator, SessionTransaction> open;
    private @Nullable Object request;
    private @Nullable Attribution requestedBy;
    private @Nullable IdentityHashMap<Object, Attribution> moreRequests;

    /**
     * @param jdbc belongs to the coordinator: the session that began may be closed before the transaction ends
     * @param open where this one is found until its end
     */
    SessionTransaction(
            OpenTransaction changes,
            TransactionCoordinator coordinator,
            JdbcCoordinator jdbc,
            Map<TransactionCoordinator, SessionTransaction> open) {
        this.changes = changes;
        this.coordinator = coordinator;
        this.jdbc = jdbc;
        this.open = open;
    }

    OpenTransaction changes() {
        return changes;
    }

    /**
     * Remembers who asked for the entity to be stored or removed: the flush may come later, under another name. Most
     * transactions have one such entity, and need no map for it.
     */
    void requested(Object entity, Attribution by) {
        if (request == null || request == entity) {
            request = entity;
            requestedBy = by;
            return;
        }
        if (moreRequests == null) {
            moreRequests = new IdentityHashMap<>();
        }
        moreRequests.put(entity, by);
    }

    /** Who asked for it, once. */
    @Nullable
    Attribution takeRequest(Object entity) {
        if (request == entity) {
            request = null;
            return requestedBy;
        }
        return moreRequests == null ? null : moreRequests.remove(entity);
    }

    /** Nobody told the end of the one before: its rollback failed, because its connection was gone. */
    @Override
    public void afterBegin() {
        forget();
        changes.rolledBack();
    }

    @Override
    public void beforeCompletion() {
        changes.close(this);
    }

    @Override
    public Connection get() {
        return jdbc.getLogicalConnection().getPhysicalConnection();
    }

    @Override
    public void afterCompletion(boolean successful, boolean delayed) {
        forget();
        if (successful) {
            changes.committed();
        } else if (outcomeIsUnknown()) {
            changes.unknown();
        } else {
            changes.rolledBack();
        }
    }

    private void forget() {
        open.remove(coordinator, this);
        coordinator.removeObserver(this);
    }

    /**
     * Whether nobody knows how it ended. After a commit that threw, Hibernate rolls back: where the connection still does
     * that, it was a rollback, a deferred constraint for instance; where it does not, the answer to the commit was lost
     * together with the connection. By now that is back in its pool and cannot be asked any more.
     */
    private boolean outcomeIsUnknown() {
        try {
            TransactionStatus status = coordinator.getTransactionDriverControl().getStatus();
            return status == TransactionStatus.FAILED_COMMIT || status == TransactionStatus.COMMITTING;
        } catch (RuntimeException e) {
            // A transaction manager that does not know either: Hibernate takes it for a rollback.
            return false;
        }
    }
}
