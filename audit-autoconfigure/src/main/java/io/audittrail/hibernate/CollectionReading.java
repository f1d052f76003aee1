package io.audittrail.hibernate;

import io.audittrail.Elements;
import io.audittrail.Hidden;
import io.audittrail.transaction.Failures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.collection.spi.CollectionSemantics;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.CollectionClassification;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a collection had and has, as plain values: what Hibernate holds of it, what an entity holds, or what the
 * database has. Immutable.
 */
final class CollectionReading {

    private final CollectionPersister persister;
    private final Shape shape;
    private final ElementReader elements;
    private final @Nullable ElementReader keys;
    private final ElementComparison comparison;
    private final UnloadedElements unloaded;
    private final Failures failures;

    private enum Shape {
        SET,
        BAG,
        LIST,
        MAP
    }

    /** @param keys of a map */
    CollectionReading(
            CollectionPersister persister,
            ElementComparison comparison,
            @Nullable ElementReader keys,
            Failures failures) {
        this.persister = persister;
        this.shape = shapeOf(persister.getCollectionSemantics().getCollectionClassification());
        this.comparison = comparison;
        this.elements = comparison.reader();
        this.keys = keys;
        this.unloaded = new UnloadedElements(persister, shape == Shape.MAP, shape == Shape.LIST, elements, keys);
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

    String role() {
        return persister.getRole();
    }

    /**
     * Whether anything differs; no element is read.
     *
     * @param snapshot Hibernate's, of what was there
     */
    boolean isDifferent(
            @Nullable Object snapshot,
            @Nullable PersistentCollection<?> collection,
            SharedSessionContractImplementor session) {
        return !difference(snapshot, listBefore(snapshot), collection, listAfter(collection), session)
                .isNone();
    }

    /**
     * What differs.
     *
     * @param snapshot Hibernate's, of what was there
     */
    Elements between(
            @Nullable Object snapshot,
            @Nullable PersistentCollection<?> collection,
            SharedSessionContractImplementor session) {
        List<?> before = listBefore(snapshot);
        List<?> after = listAfter(collection);
        LiveDifference difference = difference(snapshot, before, collection, after, session);
        return difference.isNone()
                ? Elements.none()
                : new Side(false, session, new HashMap<>()).elements(difference, before, after);
    }

    private LiveDifference difference(
            @Nullable Object snapshot,
            List<?> before,
            @Nullable PersistentCollection<?> collection,
            List<?> after,
            SharedSessionContractImplementor session) {
        return switch (shape) {
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
    }

    private List<?> listBefore(@Nullable Object snapshot) {
        return isList() ? CollectionContents.listOf(snapshot) : List.of();
    }

    private List<?> listAfter(@Nullable PersistentCollection<?> collection) {
        return isList() && collection != null ? CollectionContents.liveList(collection) : List.of();
    }

    private boolean isList() {
        return shape == Shape.LIST || shape == Shape.BAG;
    }

    /** The elements that the database has, as it has them: of an entity its id. By one select. */
    List<Object> stored(Object owner, SharedSessionContractImplementor session) {
        return unloaded.select(owner, session);
    }

    /** All of these are gone. */
    Elements gone(List<Object> stored, SharedSessionContractImplementor session) {
        return replaced(stored, null, session);
    }

    /**
     * What became of the elements that the database had, when all of them were replaced by those that an entity holds.
     *
     * @param entity null when nothing took their place
     */
    Elements replaced(List<Object> stored, @Nullable Object entity, SharedSessionContractImplementor session) {
        Object value = entity == null ? null : valueIn(entity);
        PersistentCollection<?> held = value == null ? null : wrapped(value, session);
        Map<Object, @Nullable Object> read = new HashMap<>();
        Side before = new Side(true, session, read);
        Side after = new Side(false, session, read);
        LiveDifference gone = new LiveDifference(stored, List.of(), false);
        LiveDifference came = difference(null, List.of(), held, listAfter(held), session);
        if (shape == Shape.MAP) {
            return withoutIdentical(before.entries(gone.removed()), after.entries(came.added()));
        }
        return before.elements(gone, stored, List.of()).then(after.elements(came, List.of(), listAfter(held)));
    }

    /** Values that are hidden in part are the same only as objects. */
    private static Elements withoutIdentical(
            List<Map<String, @Nullable Object>> before, List<Map<String, @Nullable Object>> after) {
        Map<@Nullable Object, @Nullable Object> values = new HashMap<>();
        before.forEach(entry -> values.put(entry.get("key"), entry.get("value")));
        Set<@Nullable Object> identical = new HashSet<>();
        for (Map<String, @Nullable Object> entry : after) {
            Object key = entry.get("key");
            if (values.containsKey(key) && values.get(key) == entry.get("value")) {
                identical.add(key);
            }
        }
        before.removeIf(entry -> identical.contains(entry.get("key")));
        after.removeIf(entry -> identical.contains(entry.get("key")));
        return Elements.ofMap(before, after);
    }

    /** Whether a stateless session stores it anew with the entity: it does with all that the entity itself holds. */
    boolean isRewrittenWith(Object entity) {
        PluralAttributeMapping attribute = persister.getAttributeMapping();
        return attribute.getDeclaringType() instanceof EntityMappingType
                && !(valueIn(entity) instanceof PersistentCollection<?> lazy && !lazy.wasInitialized());
    }

    private @Nullable Object valueIn(Object entity) {
        return persister.getAttributeMapping().getPropertyAccess().getGetter().get(entity);
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // as Hibernate's own stateless session does
    private PersistentCollection<?> wrapped(Object value, SharedSessionContractImplementor session) {
        CollectionSemantics semantics = persister.getCollectionSemantics();
        return value instanceof PersistentCollection<?> known ? known : semantics.wrap(value, persister, session);
    }

    /** Makes plain values of the elements of a collection, as a collection holds them or as a select found them. */
    private final class Side implements PlainElements.Reading {

        private final boolean isSelected;
        private final SharedSessionContractImplementor session;
        private final PlainElements plain;

        /** @param read where elements are the same as those of another side */
        Side(boolean isSelected, SharedSessionContractImplementor session, Map<Object, @Nullable Object> read) {
            this.isSelected = isSelected;
            this.session = session;
            this.plain = new PlainElements(this, read);
        }

        Elements elements(LiveDifference difference, List<?> before, List<?> after) {
            return switch (shape) {
                case MAP -> Elements.ofMap(entries(difference.removed()), entries(difference.added()));
                case LIST -> plain.list(before, after, difference);
                case SET, BAG -> plain.unordered(difference.removed(), difference.added());
            };
        }

        List<Map<String, @Nullable Object>> entries(List<?> live) {
            List<Map<String, @Nullable Object>> entries = new ArrayList<>(live.size());
            for (Object each : live) {
                Map.Entry<?, ?> entry = (Map.Entry<?, ?>) each;
                entries.add(Elements.entry(
                        keys == null ? null : plain(keys, entry.getKey()), plain.plain(entry.getValue())));
            }
            return entries;
        }

        @Override
        public @Nullable Object plain(@Nullable Object element) {
            return plain(elements, element);
        }

        @Override
        public Object key(@Nullable Object element) {
            if (!isSelected || element == null || !elements.isById()) {
                return comparison.key(element, session);
            }
            Object id = elements.selected().read(element, session);
            return id == null ? element : id;
        }

        private @Nullable Object plain(ElementReader reader, @Nullable Object element) {
            try {
                return ValueReaders.read(isSelected ? reader.selected() : reader.held(), element, session);
            } catch (Throwable e) {
                return unreadable("An element", e);
            }
        }
    }

    /** What stands in the place of what cannot be read. */
    Hidden unreadable(String what, Throwable cause) {
        failures.report(
                "value-unreadable",
                what + " of the collection " + role() + " cannot be read; its record shows the error instead",
                cause);
        return Hidden.unreadable(cause);
    }
}
