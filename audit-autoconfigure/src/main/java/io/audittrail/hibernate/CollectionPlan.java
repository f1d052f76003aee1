package io.audittrail.hibernate;

import io.audittrail.Change;
import io.audittrail.Elements;
import io.audittrail.Hidden;
import java.util.List;
import java.util.Set;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * How one collection of an entity type is recorded: made once, at start-up, and immutable. What was not loaded when it is
 * taken away is selected, and what a stateless session stores anew; nothing else is.
 */
final class CollectionPlan implements PropertyPlan {

    private final String name;
    private final Set<String> tables;
    private final boolean isMasked;
    private final CollectionReading reading;
    private final Change none;

    /**
     * @param name the path from the entity to it
     * @param table its own; null where the elements or their owner hold it
     */
    CollectionPlan(String name, @Nullable String table, boolean isMasked, CollectionReading reading) {
        this.name = name;
        this.tables = table == null ? Set.of() : Set.of(table);
        this.isMasked = isMasked;
        this.reading = reading;
        this.none = isMasked ? new Change(name, Hidden.MASKED, Hidden.MASKED) : new Change(name, Elements.none());
    }

    @Override
    public String name() {
        return name;
    }

    /** Its own one; none where the elements or their owner hold it. */
    Set<String> tables() {
        return tables;
    }

    String role() {
        return reading.role();
    }

    /** Beside which the record of a creation or deletion gets what became of the elements. */
    Change none() {
        return none;
    }

    /** A collection that the owner did not have before; null when that has no elements. */
    @Nullable
    Change came(PersistentCollection<?> collection, SharedSessionContractImplementor session) {
        return between(null, collection, session);
    }

    /** Null when it is what it was. */
    @Nullable
    Change changed(PersistentCollection<?> collection, SharedSessionContractImplementor session) {
        return collection.wasInitialized() ? between(collection.getStoredSnapshot(), collection, session) : null;
    }

    /**
     * A collection that the owner has no more; null when it had no elements.
     *
     * @param owner the id of the entity that had it
     */
    @Nullable
    Change went(
            @Nullable PersistentCollection<?> collection,
            @Nullable Object owner,
            SharedSessionContractImplementor session) {
        if (collection != null && collection.wasInitialized()) {
            return between(collection.getStoredSnapshot(), null, session);
        }
        if (isMasked) {
            return none; // Whether there was any is nobody's business.
        }
        return guarded(() -> {
            if (owner == null) {
                throw new IllegalStateException("Whose collection it was is not known");
            }
            return change(reading.gone(reading.stored(owner, session), session));
        });
    }

    private @Nullable Change between(
            @Nullable Object snapshot,
            @Nullable PersistentCollection<?> collection,
            SharedSessionContractImplementor session) {
        return guarded(() -> {
            if (isMasked) {
                return reading.isDifferent(snapshot, collection, session) ? none : null;
            }
            return change(reading.between(snapshot, collection, session));
        });
    }

    private @Nullable Change change(Elements elements) {
        return elements.isNone() ? null : isMasked ? none : new Change(name, elements);
    }

    /** Whether a stateless session stores it anew with the entity: it does with all that the entity itself holds. */
    boolean isRewrittenWith(Object entity) {
        return reading.isRewrittenWith(entity);
    }

    /** What the database has, by one select. Also of a masked one: it is compared, and goes no further. */
    List<Object> stored(Object owner, SharedSessionContractImplementor session) {
        return reading.stored(owner, session);
    }

    /**
     * What became of a collection that was stored anew; null when it is what it was.
     *
     * @param stored what there was
     * @param entity that has it now; null when nobody has
     */
    @Nullable
    Change rewritten(List<Object> stored, @Nullable Object entity, SharedSessionContractImplementor session) {
        return guarded(() -> change(reading.replaced(stored, entity, session)));
    }

    /**
     * The same where nobody knows what there was.
     *
     * @param entity that has it now; null when nobody has
     */
    @Nullable
    Change overwritten(@Nullable Object entity, SharedSessionContractImplementor session) {
        return isMasked
                ? none
                : guarded(() -> new Change(
                        name,
                        EntityPlan.NOT_LOADED,
                        entity == null
                                ? null
                                : reading.replaced(List.of(), entity, session).added()));
    }

    /** Finds the change, which may ask the elements themselves whether they are the same. */
    private interface Finding {
        @Nullable
        Change find();
    }

    private @Nullable Change guarded(Finding finding) {
        try {
            return finding.find();
        } catch (Throwable e) {
            return new Change(name, null, reading.unreadable("What became", e));
        }
    }
}
