package io.audittrail.hibernate;

import io.audittrail.transaction.Attribution;
import io.audittrail.transaction.TransactionRecorder;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.Status;
import org.hibernate.event.spi.AbstractCollectionEvent;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * The entity that has, or had, a collection.
 *
 * @param entity null when the session does not hold it
 */
record CollectionOwner(
        @Nullable Object entity,
        @Nullable EntityEntry entry,
        EntityPersister persister,
        @Nullable Object id,
        SharedSessionContractImplementor session) {

    /** Null for a stateless one, of whose collections {@link StatelessChanges} tells: Hibernate does not let its events do so. */
    static @Nullable SharedSessionContractImplementor sessionOf(AbstractCollectionEvent event) {
        try {
            return event.getSession();
        } catch (NullPointerException e) {
            return null;
        }
    }

    static CollectionOwner of(AbstractCollectionEvent event, SharedSessionContractImplementor session) {
        Object entity = event.getAffectedOwnerOrNull();
        EntityEntry entry =
                entity == null ? null : session.getPersistenceContextInternal().getEntry(entity);
        EntityPersister persister =
                entry == null ? event.getCollectionPersister().getOwnerEntityPersister() : entry.getPersister();
        Object id = entry == null ? event.getAffectedOwnerIdOrNull() : entry.getId();
        return new CollectionOwner(entity, entry, persister, id, session);
    }

    /** Only a human reader's name is taken from it. */
    @Nullable
    Object @Nullable [] state() {
        return entry == null
                ? null
                : entry.getStatus() == Status.DELETED ? entry.getDeletedState() : entry.getLoadedState();
    }

    /** Who asked for the owner to be stored or removed asked for its collections too. */
    Attribution attribution(@Nullable SessionTransaction transaction, TransactionRecorder recorder) {
        Attribution requested = transaction == null ? null : requested(transaction);
        return requested != null ? requested : recorder.attribution();
    }

    private @Nullable Attribution requested(SessionTransaction transaction) {
        boolean isBeingRemoved = entry != null && entry.getStatus() == Status.DELETED;
        return isBeingRemoved ? transaction.request(entity) : transaction.creator(entity);
    }
}
