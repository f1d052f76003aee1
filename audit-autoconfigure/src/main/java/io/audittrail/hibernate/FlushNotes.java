package io.audittrail.hibernate;

import io.audittrail.Change;
import io.audittrail.transaction.Attribution;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the changes of an entity's own row leave for those of its collections, which come later in the same flush. */
final class FlushNotes {

    private final IdentityHashMap<Object, Attribution> createdBy = new IdentityHashMap<>(4);
    private final IdentityHashMap<Object, List<Change>> setAtUpdate = new IdentityHashMap<>(4);

    void created(Object entity, Attribution by) {
        createdBy.put(entity, by);
    }

    /** Who asked for the entity that was created; null when that was not noted. */
    @Nullable
    Attribution creator(@Nullable Object entity) {
        return createdBy.get(entity);
    }

    /** Values that accompany a change, of an entity that had no other one so far. */
    void updated(Object entity, List<Change> changes) {
        setAtUpdate.put(entity, changes);
    }

    /** Those values, once. */
    @Nullable
    List<Change> takeUpdated(@Nullable Object entity) {
        return setAtUpdate.remove(entity);
    }
}
