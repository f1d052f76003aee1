package io.audittrail.hibernate;

import io.audittrail.Change;
import io.audittrail.Elements;
import io.audittrail.Hidden;
import io.audittrail.transaction.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.CollectionClassification;
import org.hibernate.persister.collection.CollectionPersister;
import org.jspecify.annotations.Nullable;

/**
 * How one collection of an entity type is recorded: made once, at start-up, and immutable. What was not loaded when it is
 * taken away is selected; nothing else is.
 */
final class CollectionPlan implements PropertyPlan {

    private final String name;
    private final boolean isMasked;
    private final CollectionPersister persister;
    private final Shape shape;
    private final ElementReader elements;
    private final @Nullable ElementReader keys;
    private final ElementComparison comparison;
    private final UnloadedElements unloaded;
    private final Change none;
    private final Failures failures;

    private enum Shape {
        SET,
        BAG,
        LIST,
        MAP
    }

    /**
     * @param name the path from the entity to it
     * @param keys of a map
     */
    CollectionPlan(
            String name,
            boolean isMasked,
            CollectionPersister persister,
            ElementComparison comparison,
            @Nullable ElementReader keys,
            Failures failures) {
        this.name = name;
        this.isMasked = isMasked;
        this.persister = persister;
        this.shape = shapeOf(persister.getCollectionSemantics().getCollectionClassification());
        this.comparison = comparison;
        this.elements = comparison.reader();
        this.keys = keys;
        this.unloaded = new UnloadedElements(persister, shape == Shape.MAP, shape == Shape.LIST, elements, keys);
        this.none = isMasked ? new Change(name, Hidden.MASKED, Hidden.MASKED) : new Change(name, Elements.none());
        this.failures = failures;
    }

    private static Shape shapeOf(CollectionClassification classification) {
        return switch (classification) {
            case SET, SORTED_SET, ORDERED_SET -> Shape.SET;
            case MAP, SORTED_MAP, ORDERED_MAP -> Shape.MAP;
            case LIST, ARRAY -> Shape.LIST;
            case BAG, ID_BAG -> Shape.BAG;
        };
    }

    @Override
    public String name() {
        return name;
    }

    String role() {
        return persister.getRole();
    }

    /** Beside which the record of a creation or deletion gets what became of the elements. */
    Change none() {
        return none;
    }

    /** A collection that the owner did not have before; null when that has no elements. */
    @Nullable
    Change came(PersistentCollection<?> collection, SharedSessionContractImplementor session) {
        return guarded(() -> change(null, collection, session));
    }

    /** Null when it is what it was. */
    @Nullable
    Change changed(PersistentCollection<?> collection, SharedSessionContractImplementor session) {
        return collection.wasInitialized()
                ? guarded(() -> change(collection.getStoredSnapshot(), collection, session))
                : null;
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
            return guarded(() -> change(collection.getStoredSnapshot(), null, session));
        }
        if (isMasked) {
            return none; // Whether there was any is nobody's business.
        }
        return guarded(() -> selected(owner, session));
    }

    private @Nullable Change selected(@Nullable Object owner, SharedSessionContractImplementor session) {
        if (owner == null) {
            throw new IllegalStateException("Whose collection it was is not known");
        }
        List<Object> rows = unloaded.select(owner, session);
        if (rows.isEmpty()) {
            return null;
        }
        return new Change(name, elementsOf(new LiveDifference(rows, List.of(), false), rows, List.of(), true, session));
    }

    private @Nullable Change change(
            @Nullable Object snapshot,
            @Nullable PersistentCollection<?> collection,
            SharedSessionContractImplementor session) {
        List<?> before = List.of();
        List<?> after = List.of();
        if (shape == Shape.LIST || shape == Shape.BAG) {
            before = CollectionContents.listOf(snapshot);
            after = collection == null ? List.of() : CollectionContents.liveList(collection);
        }
        LiveDifference difference = switch (shape) {
            case LIST, BAG -> LiveDifference.ofLists(before, after, shape == Shape.LIST, comparison, session);
            case SET ->
                LiveDifference.ofSets(
                        CollectionContents.mapOf(snapshot), CollectionContents.setOf(collection), comparison, session);
            case MAP ->
                LiveDifference.ofMaps(
                        CollectionContents.mapOf(snapshot),
                        collection == null ? Map.of() : (Map<?, ?>) collection,
                        collection == null ? List.of().iterator() : collection.entries(persister),
                        comparison,
                        session);
        };
        if (difference.isNone()) {
            return null;
        }
        if (isMasked) {
            return none;
        }
        Change change = new Change(name, elementsOf(difference, before, after, false, session));
        return change.isNone() ? null : change;
    }

    /** @param isSelected whether the elements were read from the database, and not from a collection */
    private Elements elementsOf(
            LiveDifference difference,
            List<?> before,
            List<?> after,
            boolean isSelected,
            SharedSessionContractImplementor session) {
        if (shape == Shape.MAP) {
            return Elements.ofMap(
                    entries(difference.removed(), isSelected, session),
                    entries(difference.added(), isSelected, session));
        }
        PlainElements plain = new PlainElements(new PlainElements.Reading() {
            @Override
            public @Nullable Object plain(@Nullable Object element) {
                return CollectionPlan.this.plain(elements, element, isSelected, session);
            }

            @Override
            public Object key(@Nullable Object element) {
                return isSelected && element != null && elements.isById() ? element : comparison.key(element, session);
            }
        });
        return shape == Shape.LIST
                ? plain.list(before, after, difference)
                : plain.unordered(difference.removed(), difference.added());
    }

    private List<Map<String, @Nullable Object>> entries(
            List<?> live, boolean isSelected, SharedSessionContractImplementor session) {
        List<Map<String, @Nullable Object>> entries = new ArrayList<>(live.size());
        for (Object each : live) {
            Map.Entry<?, ?> entry = (Map.Entry<?, ?>) each;
            entries.add(Elements.entry(
                    keys == null ? null : plain(keys, entry.getKey(), isSelected, session),
                    plain(elements, entry.getValue(), isSelected, session)));
        }
        return entries;
    }

    private @Nullable Object plain(
            ElementReader reader,
            @Nullable Object element,
            boolean isSelected,
            SharedSessionContractImplementor session) {
        try {
            return ValueReaders.read(isSelected ? reader.selected() : reader.held(), element, session);
        } catch (Throwable e) {
            return unreadable("An element", e);
        }
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
            return new Change(name, null, unreadable("What became", e));
        }
    }

    private Hidden unreadable(String what, Throwable cause) {
        failures.report(
                "value-unreadable",
                what + " of the collection " + role() + " cannot be read; its record shows the error instead",
                cause);
        return Hidden.unreadable(cause);
    }
}
