package io.audittrail.hibernate;

import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.transaction.Attribution;
import io.audittrail.transaction.Failures;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.AbstractCollectionEvent;
import org.hibernate.event.spi.PostCollectionRecreateEvent;
import org.hibernate.event.spi.PostCollectionRecreateEventListener;
import org.hibernate.event.spi.PostCollectionUpdateEvent;
import org.hibernate.event.spi.PostCollectionUpdateEventListener;
import org.hibernate.event.spi.PreCollectionRemoveEvent;
import org.hibernate.event.spi.PreCollectionRemoveEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Hears what becomes of collections, and records it as an update of their owner; coalescing makes one record of that and
 * what became of the owner itself. A collection that goes is heard of before its rows are gone: it may have to be read
 * first. Never throws.
 */
final class CollectionListener
        implements PostCollectionRecreateEventListener,
                PostCollectionUpdateEventListener,
                PreCollectionRemoveEventListener {

    private final transient Map<EntityPersister, EntityPlan> plans;
    private final transient SessionTransactions transactions;
    private final transient Failures failures;

    /** Finds what became of the collection. */
    @FunctionalInterface
    private interface Finding {
        @Nullable
        Change of(CollectionPlan plan, @Nullable PersistentCollection<?> collection, CollectionOwner owner);
    }

    /** @param plans of the audited types; filled before the first session is opened */
    CollectionListener(Map<EntityPersister, EntityPlan> plans, SessionTransactions transactions, Failures failures) {
        this.plans = plans;
        this.transactions = transactions;
        this.failures = failures;
    }

    @Override
    public void onPostRecreateCollection(PostCollectionRecreateEvent event) {
        record(event, (plan, collection, owner) -> collection == null ? null : plan.came(collection, owner.session()));
    }

    @Override
    public void onPostUpdateCollection(PostCollectionUpdateEvent event) {
        record(
                event,
                (plan, collection, owner) -> collection == null ? null : plan.changed(collection, owner.session()));
    }

    @Override
    public void onPreRemoveCollection(PreCollectionRemoveEvent event) {
        record(event, (plan, collection, owner) -> plan.went(collection, owner.id(), owner.session()));
    }

    private void record(AbstractCollectionEvent event, Finding finding) {
        SharedSessionContractImplementor session = CollectionOwner.sessionOf(event);
        if (session == null) {
            return;
        }
        try {
            CollectionOwner owner = CollectionOwner.of(event, session);
            EntityPlan entity = plans.get(owner.persister());
            CollectionPlan plan = entity == null
                    ? null
                    : entity.collection(event.getCollectionPersister().getRole());
            Change change = plan == null ? null : finding.of(plan, event.getCollection(), owner);
            if (entity != null && plan != null && change != null) {
                record(change, plan, entity, owner);
            }
        } catch (Throwable e) {
            failures.report(
                    "change-unrecorded",
                    "A change of " + event.getCollectionPersister().getRole() + " is missing in the log",
                    e);
            transactions.missing(session, e, failures);
        }
    }

    private void record(Change change, CollectionPlan of, EntityPlan plan, CollectionOwner owner) throws SQLException {
        SharedSessionContractImplementor session = owner.session();
        if (owner.id() == null) {
            throw new IllegalStateException("Whose collection it is is not known");
        }
        SessionTransaction transaction = transactions.current(session);
        Attribution by = owner.attribution(transaction, transactions.recorder());
        ChangeRecord record = plan.updated(owner.id(), owner.state(), by, List.of(change), session);
        if (transaction == null) {
            transactions.outside(session, changes -> plan.add(record, of, by, changes));
            return;
        }
        List<Change> beside = transaction.takeSetAtUpdate(owner.entity());
        if (beside != null) {
            plan.add(plan.updated(owner.id(), owner.state(), by, beside, session), by, transaction.changes());
        }
        plan.add(record, of, by, transaction.changes());
    }
}
