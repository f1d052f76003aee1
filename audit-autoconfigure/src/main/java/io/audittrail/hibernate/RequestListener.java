package io.audittrail.hibernate;

import io.audittrail.transaction.Failures;
import java.util.Map;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.Status;
import org.hibernate.event.spi.DeleteContext;
import org.hibernate.event.spi.DeleteEvent;
import org.hibernate.event.spi.DeleteEventListener;
import org.hibernate.event.spi.EventSource;
import org.hibernate.event.spi.MergeContext;
import org.hibernate.event.spi.MergeEvent;
import org.hibernate.event.spi.MergeEventListener;
import org.hibernate.event.spi.PersistContext;
import org.hibernate.event.spi.PersistEvent;
import org.hibernate.event.spi.PersistEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * Remembers who asked for an entity to be stored or removed, for the flush that does it. Runs after Hibernate's own
 * listeners, which know by then what has to be done. Never throws.
 */
final class RequestListener implements PersistEventListener, MergeEventListener, DeleteEventListener {

    private final transient Map<EntityPersister, EntityPlan> plans;
    private final transient SessionTransactions transactions;
    private final transient Failures failures;

    RequestListener(Map<EntityPersister, EntityPlan> plans, SessionTransactions transactions, Failures failures) {
        this.plans = plans;
        this.transactions = transactions;
        this.failures = failures;
    }

    @Override
    public void onPersist(PersistEvent event) {
        requested(event.getObject(), event.getSession());
    }

    @Override
    public void onPersist(PersistEvent event, PersistContext createdAlready) {
        requested(event.getObject(), event.getSession());
    }

    @Override
    public void onMerge(MergeEvent event) {
        requested(event.getResult(), event.getSession());
    }

    @Override
    public void onMerge(MergeEvent event, MergeContext copiedAlready) {
        requested(event.getResult(), event.getSession());
    }

    @Override
    public void onDelete(DeleteEvent event) {
        requested(event.getObject(), event.getSession());
    }

    @Override
    public void onDelete(DeleteEvent event, DeleteContext transientEntities) {
        requested(event.getObject(), event.getSession());
    }

    private void requested(@Nullable Object object, EventSource session) {
        try {
            Object entity = object == null ? null : loaded(object);
            EntityEntry entry = entity == null || !session.isTransactionInProgress() ? null : entryOf(entity, session);
            if (entity == null || entry == null) {
                return;
            }
            if (isPending(entry)) {
                transactions
                        .of(session)
                        .requested(entity, transactions.recorder().attribution());
            } else if (entry.getStatus() == Status.MANAGED && entry.isExistsInDatabase()) {
                transactions.withdrawn(entity, session); // It was to be removed, and stays.
            }
        } catch (Throwable e) {
            failures.report("request-unrecorded", "Who asked for a change is not known; who flushes it is recorded", e);
        }
    }

    /** Whether a flush is to insert or delete it. What is removed before it was inserted keeps who stored it. */
    private static boolean isPending(EntityEntry entry) {
        return entry.isExistsInDatabase() == (entry.getStatus() == Status.DELETED);
    }

    /** Null for one that is not recorded. */
    private @Nullable EntityEntry entryOf(Object entity, EventSource session) {
        EntityEntry entry = session.getPersistenceContextInternal().getEntry(entity);
        return entry != null && plans.containsKey(entry.getPersister()) ? entry : null;
    }

    private static @Nullable Object loaded(Object object) {
        LazyInitializer lazy = HibernateProxy.extractLazyInitializer(object);
        if (lazy == null) {
            return object;
        }
        return lazy.isUninitialized() ? null : lazy.getImplementation();
    }
}
