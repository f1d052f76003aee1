package io.audittrail.hibernate;

import io.audittrail.transaction.Attribution;
import java.util.IdentityHashMap;
import org.hibernate.engine.spi.EntityKey;
import org.jspecify.annotations.Nullable;

/**
 * Who asked in a transaction for entities to be stored or removed: the flush may come later, under another name. Most
 * transactions have one such entity, and need no map for it. Not thread-safe.
 */
final class Requests {

    private @Nullable Object first;
    private @Nullable Attribution firstBy;
    private @Nullable IdentityHashMap<Object, Attribution> more;
    private @Nullable EntityKey ownLoad;

    void add(Object entity, Attribution by) {
        if (first == entity || (first == null && more == null)) {
            first = entity;
            firstBy = by;
            return;
        }
        if (more == null) {
            more = new IdentityHashMap<>();
        }
        more.put(entity, by);
    }

    /** Who asked for it, once. */
    @Nullable
    Attribution take(Object entity) {
        if (first == entity) {
            first = null;
            return firstBy;
        }
        return more == null ? null : more.remove(entity);
    }

    /** Who asked for it, where that is not done yet. */
    @Nullable
    Attribution get(@Nullable Object entity) {
        if (entity != null && first == entity) {
            return firstBy;
        }
        return more == null ? null : more.get(entity);
    }

    /** Hibernate is about to load this entity, because the log needs to know what is deleted. */
    void loadsItself(EntityKey entity) {
        ownLoad = entity;
    }

    /** Whether nobody has asked for the entity that was loaded. */
    boolean isOwnLoad(EntityKey entity) {
        boolean isOwn = entity.equals(ownLoad);
        if (isOwn) {
            ownLoad = null;
        }
        return isOwn;
    }
}
