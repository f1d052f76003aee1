package io.audittrail.hibernate;

import io.audittrail.transaction.Failures;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.StatelessSession;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.AbstractDatabaseOperationEvent;
import org.hibernate.event.spi.AbstractPreDatabaseOperationEvent;
import org.hibernate.event.spi.PreDeleteEvent;
import org.hibernate.event.spi.PreDeleteEventListener;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.event.spi.PreUpsertEvent;
import org.hibernate.event.spi.PreUpsertEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a stateless session is about to change, which has no old values of its own, and keeps it until it has been
 * changed. Never throws, never vetoes, except that a batch of the application's may fail when it is sent. Thread-safe.
 */
final class OldValues implements PreUpdateEventListener, PreDeleteEventListener, PreUpsertEventListener {

    /** From here on, sessions are looked for that were closed before they told what became of a change. */
    private static final int MANY = 1_000;

    /** A callback of the application may change another entity in the midst of a change, and seldom more. */
    private static final int DEEPEST = 8;

    private final transient Map<EntityPersister, EntityPlan> plans;
    private final transient SessionTransactions transactions;
    private final transient Failures failures;
    private final transient Map<EntityPersister, StoredState> stored = new ConcurrentHashMap<>();
    private final transient Map<SharedSessionContractImplementor, Pending> pending = new ConcurrentHashMap<>();

    /** What the database had before a change. */
    static final class Before {

        /** There was no such row. */
        static final Before NOTHING = new Before(null, Map.of());

        private final @Nullable Object @Nullable [] state;
        private final Map<CollectionPlan, List<Object>> collections;

        private Before(@Nullable Object @Nullable [] state, Map<CollectionPlan, List<Object>> collections) {
            this.state = state;
            this.collections = collections;
        }

        /** Null when there was no such row. */
        @Nullable
        Object @Nullable [] state() {
            return state;
        }

        /** Null when they were not read. */
        @Nullable
        List<Object> elements(CollectionPlan collection) {
            return state == null ? List.of() : collections.get(collection);
        }
    }

    /** A change that has begun. */
    private static final class Pending {
        private final Object entity;
        private final Object id;
        private final Before before;
        private final @Nullable Pending outer;

        /** @param outer one that had begun before, and either goes on afterwards or has failed */
        private Pending(Object entity, Object id, Before before, @Nullable Pending outer) {
            this.entity = entity;
            this.id = id;
            this.before = before;
            this.outer = outer;
        }

        private boolean isOf(AbstractDatabaseOperationEvent event) {
            return entity == event.getEntity() && id.equals(event.getId());
        }

        private int depth() {
            return outer == null ? 1 : 1 + outer.depth();
        }
    }

    OldValues(Map<EntityPersister, EntityPlan> plans, SessionTransactions transactions, Failures failures) {
        this.plans = plans;
        this.transactions = transactions;
        this.failures = failures;
    }

    @Override
    public boolean onPreUpdate(PreUpdateEvent event) {
        read(event);
        return false;
    }

    @Override
    public boolean onPreDelete(PreDeleteEvent event) {
        read(event);
        return false;
    }

    @Override
    public boolean onPreUpsert(PreUpsertEvent event) {
        read(event);
        return false;
    }

    private void read(AbstractPreDatabaseOperationEvent event) {
        EntityPlan plan = plans.get(event.getPersister());
        if (!(event.getSession() instanceof StatelessSession) || plan == null) {
            return;
        }
        SharedSessionContractImplementor session = event.getSession();
        sendPending(event, session);
        try {
            if (pending.size() >= MANY) {
                pending.keySet().removeIf(SharedSessionContractImplementor::isClosed);
            }
            Before before = before(event, plan, session);
            Pending outer = pending.get(session);
            boolean tooDeep = outer != null && outer.depth() >= DEEPEST;
            pending.put(session, new Pending(event.getEntity(), event.getId(), before, tooDeep ? null : outer));
        } catch (Throwable e) {
            failures.report(
                    "old-values-unread",
                    "The old values of " + event.getPersister().getEntityName()
                            + " cannot be read; what is changed is recorded without them",
                    e);
        }
    }

    /**
     * In a batch, an earlier change of the same entity may not have been sent: its row would tell what was before that. Where
     * it fails now it would have failed later, and the application is to know.
     */
    private void sendPending(AbstractPreDatabaseOperationEvent event, SharedSessionContractImplementor session) {
        SessionTransaction transaction = event.getId() == null ? null : batching(session);
        if (transaction != null
                && transaction.isChangedAgain(key(event, session), session.getConfiguredJdbcBatchSize())) {
            session.getJdbcCoordinator().executeBatch();
        }
    }

    /** There is nothing to be read before that. */
    void inserted(AbstractDatabaseOperationEvent event) {
        SessionTransaction transaction = batching(event.getSession());
        if (transaction != null) {
            SharedSessionContractImplementor session = event.getSession();
            transaction.changedInBatch(key(event, session), session.getConfiguredJdbcBatchSize());
        }
    }

    private @Nullable SessionTransaction batching(SharedSessionContractImplementor session) {
        return session.getConfiguredJdbcBatchSize() > 1 ? transactions.current(session) : null;
    }

    private static EntityKey key(AbstractDatabaseOperationEvent event, SharedSessionContractImplementor session) {
        return session.generateEntityKey(event.getId(), event.getPersister());
    }

    private Before before(
            AbstractPreDatabaseOperationEvent event, EntityPlan plan, SharedSessionContractImplementor session) {
        Object id = event.getId();
        @Nullable Object[] state = stored(event.getPersister(), session).read(id, session);
        if (state == null) {
            return Before.NOTHING;
        }
        Map<CollectionPlan, List<Object>> collections = new HashMap<>();
        for (CollectionPlan collection : plan.collections()) {
            if (collection.isRewrittenWith(event.getEntity())) {
                collections.put(collection, collection.stored(id, session));
            }
        }
        return new Before(state, collections);
    }

    private StoredState stored(EntityPersister persister, SharedSessionContractImplementor session) {
        StoredState known = stored.get(persister);
        if (known == null) {
            known = new StoredState(persister, session.getFactory());
            stored.put(persister, known);
        }
        return known;
    }

    /** What was read before the change that is done now, once. */
    Before take(AbstractDatabaseOperationEvent event) {
        Pending found = pending.isEmpty() ? null : pending.get(event.getSession());
        while (found != null && !found.isOf(event)) {
            found = found.outer; // The later ones have failed, or somebody has vetoed them.
        }
        if (found == null) {
            return new Before(unread(event.getPersister()), Map.of());
        }
        if (found.outer == null) {
            pending.remove(event.getSession());
        } else {
            pending.put(event.getSession(), found.outer);
        }
        return found.before;
    }

    /** The state of an entity of which nothing was read. */
    static @Nullable Object[] unread(EntityPersister persister) {
        Object[] state = new Object[persister.getPropertyNames().length];
        Arrays.fill(state, LazyPropertyInitializer.UNFETCHED_PROPERTY);
        return state;
    }
}
