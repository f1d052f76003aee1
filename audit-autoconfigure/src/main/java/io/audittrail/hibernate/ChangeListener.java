package io.audittrail.hibernate;

import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.transaction.Attribution;
import io.audittrail.transaction.Failures;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.AbstractPostDatabaseOperationEvent;
import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostDeleteEventListener;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PostUpsertEvent;
import org.hibernate.event.spi.PostUpsertEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Hears what Hibernate inserts, updates and deletes, and records it at once: Hibernate's state arrays hold live objects
 * that the application goes on changing. Never throws.
 */
final class ChangeListener
        implements PostInsertEventListener, PostUpdateEventListener, PostDeleteEventListener, PostUpsertEventListener {

    private final transient Map<EntityPersister, EntityPlan> plans;
    private final transient OldValues oldValues;
    private final transient SessionTransactions transactions;
    private final transient Failures failures;

    /** Makes the record of an event, once it is known that one is wanted. */
    @FunctionalInterface
    private interface Recording<E> {
        @Nullable
        ChangeRecord of(E event, EntityPlan plan, Attribution by);
    }

    /**
     * @param plans of the audited types; filled before the first session is opened
     * @param oldValues those of stateless sessions
     */
    ChangeListener(
            Map<EntityPersister, EntityPlan> plans,
            OldValues oldValues,
            SessionTransactions transactions,
            Failures failures) {
        this.plans = plans;
        this.oldValues = oldValues;
        this.transactions = transactions;
        this.failures = failures;
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        record(event, (e, plan, by) -> plan.created(e.getId(), e.getState(), by, e.getSession()));
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        if (isStateless(event)) {
            record(
                    event,
                    (e, plan, by) ->
                            plan.overwritten(e.getId(), before(e), e.getState(), e.getPersister(), by, e.getSession()));
        } else {
            record(
                    event,
                    (e, plan, by) -> plan.updated(
                            e.getId(), e.getOldState(), e.getState(), e.getDirtyProperties(), by, e.getSession()));
        }
    }

    @Override
    public void onPostDelete(PostDeleteEvent event) {
        record(
                event,
                (e, plan, by) ->
                        plan.deleted(e.getId(), isStateless(e) ? before(e) : e.getDeletedState(), by, e.getSession()));
    }

    /** Only a stateless session does it. */
    @Override
    public void onPostUpsert(PostUpsertEvent event) {
        record(event, (e, plan, by) -> {
            @Nullable Object[] before = oldValues.take(e);
            return before == null
                    ? plan.created(e.getId(), e.getState(), by, e.getSession())
                    : plan.overwritten(e.getId(), before, e.getState(), e.getPersister(), by, e.getSession());
        });
    }

    /** What a row held that was there. */
    private @Nullable Object[] before(AbstractPostDatabaseOperationEvent event) {
        @Nullable Object[] before = oldValues.take(event);
        return before == null ? OldValues.unread(event.getPersister()) : before;
    }

    private static boolean isStateless(AbstractPostDatabaseOperationEvent event) {
        return event.getSession() instanceof StatelessSession;
    }

    @Override
    public boolean requiresPostCommitHandling(EntityPersister persister) {
        return false;
    }

    private <E extends AbstractPostDatabaseOperationEvent> void record(E event, Recording<E> recording) {
        EntityPlan plan = plans.get(event.getPersister());
        if (plan == null) {
            return;
        }
        try {
            record(event, plan, recording);
        } catch (Throwable e) {
            failures.report("change-unrecorded", "A change of " + plan.entity() + " is missing in the log", e);
            transactions.missing(event.getSession(), e, failures);
        }
    }

    private <E extends AbstractPostDatabaseOperationEvent> void record(E event, EntityPlan plan, Recording<E> recording)
            throws SQLException {
        SharedSessionContractImplementor session = event.getSession();
        SessionTransaction transaction = session.isTransactionInProgress() ? transactions.of(session) : null;
        Attribution requested = transaction == null ? null : transaction.takeRequest(event.getEntity());
        Attribution by = requested != null ? requested : transactions.recorder().attribution();
        if (transaction != null && plan.hasCollections()) {
            note(event, plan, requested, transaction);
        }
        ChangeRecord record = recording.of(event, plan, by);
        if (record == null) {
            return;
        }
        if (transaction != null) {
            transaction.changes().add(record, plan.order());
        } else {
            transactions.outside(session, changes -> changes.add(record, plan.order()));
        }
    }

    /** For the changes of its collections, which come later. */
    private static void note(
            AbstractPostDatabaseOperationEvent event,
            EntityPlan plan,
            @Nullable Attribution requested,
            SessionTransaction transaction) {
        if (event instanceof PostInsertEvent && requested != null) {
            transaction.notes().created(event.getEntity(), requested);
        } else if (event instanceof PostUpdateEvent update) {
            List<Change> beside = plan.besideCollections(
                    update.getOldState(), update.getState(), update.getDirtyProperties(), update.getSession());
            if (!beside.isEmpty()) {
                transaction.notes().updated(event.getEntity(), beside);
            }
        }
    }
}
