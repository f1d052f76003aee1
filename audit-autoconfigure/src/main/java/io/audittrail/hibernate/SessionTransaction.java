package io.audittrail.hibernate;

import io.audittrail.Change;
import io.audittrail.transaction.Attribution;
import io.audittrail.transaction.ConnectionTransaction;
import io.audittrail.transaction.FollowedConnection;
import io.audittrail.transaction.OpenTransaction;
import io.audittrail.transaction.OwnConnection;
import io.audittrail.transaction.Unsent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import org.hibernate.engine.jdbc.spi.JdbcCoordinator;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.resource.transaction.spi.TransactionCoordinator;
import org.hibernate.resource.transaction.spi.TransactionObserver;
import org.hibernate.resource.transaction.spi.TransactionStatus;
import org.jspecify.annotations.Nullable;

/**
 * Follows one transaction of a session to its end. Hibernate tells its observers last before the commit, after the flush
 * and all callbacks; Spring's own {@code beforeCommit} comes before the flush.
 */
final class SessionTransaction implements TransactionObserver, OwnConnection, Unsent {

    private final SessionTransactions all;
    private final TransactionCoordinator coordinator;
    private final JdbcCoordinator jdbc;
    private final boolean isReadOnly;
    private @Nullable OpenTransaction changes;
    private @Nullable ConnectionTransaction onConnection;
    private boolean isLookedFor;
    private @Nullable SharedSessionContractImplementor writing;
    private @Nullable Requests requests;
    private @Nullable FlushNotes notes;
    private @Nullable LinkedHashSet<EntityKey> batched;
    private boolean isDoomed;

    /**
     * @param jdbc belongs to the coordinator: the session that began may be closed before the transaction ends
     * @param all where this one is found until its end
     * @param isReadOnly whether the session was told so: some drivers do not remember it
     */
    SessionTransaction(
            SessionTransactions all, TransactionCoordinator coordinator, JdbcCoordinator jdbc, boolean isReadOnly) {
        this.all = all;
        this.coordinator = coordinator;
        this.jdbc = jdbc;
        this.isReadOnly = isReadOnly;
    }

    /** Shared with what else is done on the connection, where that can be known. */
    OpenTransaction changes() {
        ConnectionTransaction connection = onConnection();
        OpenTransaction shared = connection == null ? null : connection.join(all.recorder(), changes);
        if (shared != null) {
            changes = shared;
        } else if (changes == null) {
            changes = all.recorder().begin();
        }
        return changes;
    }

    /** With JTA the connection may be another one for each statement, and has no say in the end. */
    private @Nullable ConnectionTransaction onConnection() {
        if (!isLookedFor && jdbc.getLogicalConnection().isPhysicallyConnected()) {
            isLookedFor = true;
            FollowedConnection followed =
                    coordinator.getTransactionCoordinatorBuilder().isJta() ? null : FollowedConnection.of(get());
            onConnection = followed == null ? null : followed.following();
        }
        return onConnection;
    }

    /**
     * Tells the database who is at work. What waits in a batch was done by whoever was at work until now: it is sent before,
     * and where it fails now it would have failed later.
     */
    void announce(Attribution by, SharedSessionContractImplementor session) {
        OpenTransaction open = changes();
        Connection connection = get();
        if (!open.isAnnounced(by, connection)) {
            jdbc.executeBatch();
            open.announce(by, connection);
        }
        ConnectionTransaction hearing = hearing();
        writing = session;
        if (hearing != null) {
            hearing.writing(this);
        }
    }

    /** Before a query that nobody announces: once the database has heard of somebody, it has to hear of another too. */
    void follow(SharedSessionContractImplementor session) {
        ConnectionTransaction hearing = jdbc.getLogicalConnection().isPhysicallyConnected() ? hearing() : null;
        if (hearing != null && hearing.hasHeard()) {
            hearing.followQuery(get());
        } else if (changes != null && !isBeingWritten()) { // Perhaps by another connection of the same transaction.
            Attribution now = all.recorder().attribution();
            if (changes.isAnnouncedOfAnother(now)) {
                announce(now, session);
            }
        }
    }

    /** The same with JTA. */
    private @Nullable ConnectionTransaction hearing() {
        ConnectionTransaction own = onConnection();
        if (own != null) {
            return own;
        }
        FollowedConnection followed = FollowedConnection.of(get());
        return followed == null ? null : followed.following();
    }

    @Override
    public void send() {
        jdbc.executeBatch();
    }

    @Override
    public boolean isBeingWritten() {
        return writing instanceof SessionImplementor session
                && session.getPersistenceContextInternal().isFlushing();
    }

    void requested(Object entity, Attribution by) {
        requests().add(entity, by);
    }

    /** Who asked for it to be stored or removed, once. */
    @Nullable
    Attribution takeRequest(Object entity) {
        return requests == null ? null : requests.take(entity);
    }

    /** What was asked for it is not to be done after all. */
    void withdrawn(Object entity) {
        if (requests != null) {
            requests.take(entity);
        }
    }

    /** Who asked for it, where that is not done yet. */
    @Nullable
    Attribution request(@Nullable Object entity) {
        return requests == null ? null : requests.get(entity);
    }

    Requests requests() {
        if (requests == null) {
            requests = new Requests();
        }
        return requests;
    }

    /** What the running flush has to remember. */
    FlushNotes notes() {
        if (notes == null) {
            notes = new FlushNotes();
        }
        return notes;
    }

    /** Who asked for what the running flush has created. */
    @Nullable
    Attribution creator(@Nullable Object entity) {
        return notes == null ? null : notes.creator(entity);
    }

    /** Values that accompany the first change of an entity in the running flush, if that has not come yet. */
    @Nullable
    List<Change> takeSetAtUpdate(@Nullable Object entity) {
        return notes == null ? null : notes.takeUpdated(entity);
    }

    /**
     * By a statement that may wait in a batch.
     *
     * @param batchSize so many wait at most
     */
    void changedInBatch(EntityKey entity, int batchSize) {
        if (batched == null) {
            batched = new LinkedHashSet<>();
        }
        batched.add(entity);
        if (batched.size() > batchSize) {
            Iterator<EntityKey> oldest = batched.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Whether the entity was changed in a batch that may still wait: it has to be sent now. */
    boolean isChangedAgain(EntityKey entity, int batchSize) {
        boolean isAgain = batched != null && batched.contains(entity);
        if (isAgain) {
            batched = null;
        }
        changedInBatch(entity, batchSize);
        return isAgain;
    }

    void flushed() {
        notes = null;
    }

    /** Whether nobody has asked for the entity that was loaded: the log needs to know what is deleted. */
    boolean isOwnLoad(EntityKey entity) {
        return requests != null && requests.isOwnLoad(entity);
    }

    /** Nobody told the end of the one before: its rollback failed, because its connection was gone. */
    @Override
    public void afterBegin() {
        forget();
        if (changes != null) {
            changes.rolledBack();
        }
    }

    @Override
    public void beforeCompletion() {
        ConnectionTransaction connection = onConnection();
        OpenTransaction shared = connection == null ? null : connection.endsElsewhere(all.recorder());
        if (shared != null) {
            changes = shared;
        }
        isDoomed = connection != null && connection.isDoomed();
        if (changes != null && !isDoomed) {
            changes.close(this);
        }
    }

    @Override
    public Connection get() {
        return jdbc.getLogicalConnection().getPhysicalConnection();
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        return isReadOnly || get().isReadOnly();
    }

    @Override
    public void afterCompletion(boolean successful, boolean delayed) {
        forget();
        if (changes != null) {
            tell(changes, successful);
        }
        if (onConnection != null) {
            onConnection.ended();
        }
    }

    private void tell(OpenTransaction ended, boolean successful) {
        if (successful && !isDoomed) {
            ended.committed();
        } else if (!isDoomed && outcomeIsUnknown()) {
            ended.unknown();
        } else {
            ended.rolledBack();
        }
    }

    private void forget() {
        writing = null;
        all.ended(coordinator, this);
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
