package io.audittrail.hibernate;

import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.hibernate.OldValues.Before;
import io.audittrail.transaction.Attribution;
import io.audittrail.transaction.OpenTransaction;
import java.util.List;
import org.hibernate.event.spi.AbstractPostDatabaseOperationEvent;
import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpsertEvent;
import org.jspecify.annotations.Nullable;

/**
 * The records of what a stateless session writes. It knows no old values, and writes all attributes of an entity and all
 * elements of its collections. Hibernate's events of these do not say which session it was, so what becomes of them is
 * told with their entity. The records of one event go together, in their order.
 */
final class StatelessChanges {

    private final OldValues oldValues;

    StatelessChanges(OldValues oldValues) {
        this.oldValues = oldValues;
    }

    void inserted(PostInsertEvent event, EntityPlan plan, Attribution by, OpenTransaction to) {
        oldValues.inserted(event);
        add(plan.created(event.getId(), event.getState(), by, event.getSession()), plan, by, to);
        addOfCollections(event, Before.NOTHING, event.getEntity(), event.getState(), plan, by, to);
    }

    void updated(PostUpdateEvent event, EntityPlan plan, Attribution by, OpenTransaction to) {
        Before before = oldValues.take(event);
        add(overwritten(event, stateOf(before, event), event.getState(), plan, by), plan, by, to);
        addOfCollections(event, before, event.getEntity(), event.getState(), plan, by, to);
    }

    void upserted(PostUpsertEvent event, EntityPlan plan, Attribution by, OpenTransaction to) {
        Before before = oldValues.take(event);
        @Nullable Object[] state = before.state();
        ChangeRecord record = state == null
                ? plan.created(event.getId(), event.getState(), by, event.getSession())
                : overwritten(event, state, event.getState(), plan, by);
        add(record, plan, by, to);
        addOfCollections(event, before, event.getEntity(), event.getState(), plan, by, to);
    }

    void deleted(PostDeleteEvent event, EntityPlan plan, Attribution by, OpenTransaction to) {
        Before before = oldValues.take(event);
        @Nullable Object[] state = stateOf(before, event);
        addOfCollections(event, before, null, state, plan, by, to);
        add(plan.deleted(event.getId(), state, by, event.getSession()), plan, by, to);
    }

    private static void add(@Nullable ChangeRecord record, EntityPlan plan, Attribution by, OpenTransaction to) {
        if (record != null) {
            plan.add(record, by, to);
        }
    }

    private static @Nullable ChangeRecord overwritten(
            AbstractPostDatabaseOperationEvent event,
            @Nullable Object[] before,
            @Nullable Object[] after,
            EntityPlan plan,
            Attribution by) {
        return plan.overwritten(event.getId(), before, after, event.getPersister(), by, event.getSession());
    }

    /** What a row held that was there. */
    private static @Nullable Object[] stateOf(Before before, AbstractPostDatabaseOperationEvent event) {
        @Nullable Object[] state = before.state();
        return state == null ? OldValues.unread(event.getPersister()) : state;
    }

    /**
     * @param after that has them now; null when nobody has
     * @param state of which a human reader's name is taken
     */
    private static void addOfCollections(
            AbstractPostDatabaseOperationEvent event,
            Before before,
            @Nullable Object after,
            @Nullable Object[] state,
            EntityPlan plan,
            Attribution by,
            OpenTransaction to) {
        for (CollectionPlan collection : plan.collections()) {
            if (collection.isRewrittenWith(event.getEntity())) {
                List<Object> stored = before.elements(collection);
                Change change = stored == null
                        ? collection.overwritten(after, event.getSession())
                        : collection.rewritten(stored, after, event.getSession());
                if (change != null) {
                    plan.add(
                            plan.updated(event.getId(), state, by, List.of(change), event.getSession()),
                            collection,
                            by,
                            to);
                }
            }
        }
    }
}
