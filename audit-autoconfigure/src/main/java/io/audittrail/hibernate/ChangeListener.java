package io.audittrail.hibernate;

import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.transaction.Attribution;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.OpenTransaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.EntityEntry;
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
    private final transient StatelessChanges stateless;
    private final transient SessionTransactions transactions;
    private final transient Failures failures;

    /** Makes the records of an event, once it is known that they are wanted. */
    @FunctionalInterface
    private interface Recording<E> {
        void of(E event, EntityPlan plan, Attribution by, OpenTransaction to);
    }

    /**
     * @param plans of the audited types; filled before the first session is opened
     */
    ChangeListener(
            Map<EntityPersister, EntityPlan> plans,
            StatelessChanges stateless,
            SessionTransactions transactions,
            Failures failures) {
        this.plans = plans;
        this.stateless = stateless;
        this.transactions = transactions;
        this.failures = failures;
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        record(event, isStateless(event) ? stateless::inserted : ChangeListener::inserted);
    }

    private static void inserted(PostInsertEvent event, EntityPlan plan, Attribution by, OpenTransaction to) {
        if (wasVetoed(event)) {
            return;
        }
        plan.add(plan.created(event.getId(), event.getState(), by, event.getSession()), by, to);
    }

    /** A listener of the application's may have kept it from being inserted; Hibernate tells of it all the same. */
    private static boolean wasVetoed(PostInsertEvent event) {
        if (event.getId() == null) {
            return true; // The database was to give it one.
        }
        EntityEntry entry = event.getSession().getPersistenceContextInternal().getEntry(event.getEntity());
        return entry != null && !entry.isExistsInDatabase();
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        record(event, isStateless(event) ? stateless::updated : ChangeListener::updated);
    }

    private static void updated(PostUpdateEvent event, EntityPlan plan, Attribution by, OpenTransaction to) {
        ChangeRecord record = plan.updated(
                event.getId(),
                event.getOldState(),
                event.getState(),
                event.getDirtyProperties(),
                by,
                event.getSession());
        if (record != null) {
            plan.add(record, by, to);
        }
    }

    @Override
    public void onPostDelete(PostDeleteEvent event) {
        record(event, isStateless(event) ? stateless::deleted : ChangeListener::deleted);
    }

    private static void deleted(PostDeleteEvent event, EntityPlan plan, Attribution by, OpenTransaction to) {
        plan.add(plan.deleted(event.getId(), event.getDeletedState(), by, event.getSession()), by, to);
    }

    /** Only a stateless session does it. */
    @Override
    public void onPostUpsert(PostUpsertEvent event) {
        record(event, stateless::upserted);
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
        SessionTransaction transaction = transactions.current(session);
        Attribution requested = transaction == null ? null : transaction.takeRequest(event.getEntity());
        Attribution by = requested != null ? requested : transactions.recorder().attribution();
        if (transaction != null && plan.hasCollections()) {
            note(event, plan, requested, transaction);
        }
        if (transaction != null) {
            recording.of(event, plan, by, transaction.changes());
        } else {
            transactions.outside(session, changes -> recording.of(event, plan, by, changes));
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
