package io.audittrail.hibernate;

import io.audittrail.EntityRef;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.OpenTransaction;
import java.util.Map;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.DeleteContext;
import org.hibernate.event.spi.DeleteEvent;
import org.hibernate.event.spi.DeleteEventListener;
import org.hibernate.event.spi.EventSource;
import org.hibernate.event.spi.PostLoadEvent;
import org.hibernate.event.spi.PostLoadEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * Hears who loads entities, from the database or from a cache; registered only where somebody wants to know. JPA's own
 * callback does not say in which transaction that happens. Never throws.
 */
final class ReadListener implements PostLoadEventListener, DeleteEventListener {

    private final transient Map<EntityPersister, EntityPlan> plans;
    private final transient SessionTransactions transactions;
    private final transient Failures failures;

    /** @param plans of the types asked for; filled before the first session is opened */
    ReadListener(Map<EntityPersister, EntityPlan> plans, SessionTransactions transactions, Failures failures) {
        this.plans = plans;
        this.transactions = transactions;
        this.failures = failures;
    }

    @Override
    public void onPostLoad(PostLoadEvent event) {
        try {
            EventSource session = event.getSession();
            EntityEntry entry = session.getPersistenceContextInternal().getEntry(event.getEntity());
            EntityPersister persister = entry == null ? event.getPersister() : entry.getPersister();
            EntityPlan plan = plans.get(persister);
            if (plan != null) {
                loaded(event, persister, entry == null ? null : entry.getLoadedState(), plan);
            }
        } catch (Throwable e) {
            failures.report("read-unrecorded", "Who read an entity is missing in the log", e);
        }
    }

    /** @param state null where Hibernate keeps none, because the entity is only read */
    private void loaded(
            PostLoadEvent event, EntityPersister persister, @Nullable Object @Nullable [] state, EntityPlan plan) {
        EventSource session = event.getSession();
        SessionTransaction transaction = transactions.current(session);
        if (transaction != null && transaction.isOwnLoad(session.generateEntityKey(event.getId(), persister))) {
            return;
        }
        EntityRef ref = plan.ref(event.getId(), session);
        if (transaction != null) {
            read(transaction.changes(), ref, event.getEntity(), persister, state, plan, session);
        } else {
            transactions.autoCommitted(
                    changes -> read(changes, ref, event.getEntity(), persister, state, plan, session));
        }
    }

    private void read(
            OpenTransaction changes,
            EntityRef ref,
            Object entity,
            EntityPersister persister,
            @Nullable Object @Nullable [] state,
            EntityPlan plan,
            SharedSessionContractImplementor session) {
        changes.read(
                ref,
                () -> plan.read(
                        ref,
                        state != null ? state : persister.getValues(entity),
                        transactions.recorder().attribution(),
                        session));
    }

    @Override
    public void onDelete(DeleteEvent event) {
        deleting(event);
    }

    @Override
    public void onDelete(DeleteEvent event, DeleteContext transientEntities) {
        deleting(event);
    }

    /** What is not loaded yet Hibernate loads now, for us: nobody has read it. */
    private void deleting(DeleteEvent event) {
        try {
            EventSource session = event.getSession();
            LazyInitializer lazy = HibernateProxy.extractLazyInitializer(event.getObject());
            if (lazy != null && lazy.isUninitialized() && session.isTransactionInProgress()) {
                EntityPersister persister =
                        session.getFactory().getMappingMetamodel().getEntityDescriptor(lazy.getEntityName());
                transactions
                        .of(session)
                        .requests()
                        .loadsItself(session.generateEntityKey(lazy.getInternalIdentifier(), persister));
            }
        } catch (Throwable e) {
            failures.report("read-unrecorded", "A deletion may look like reading in the log", e);
        }
    }
}
