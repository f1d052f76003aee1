package io.audittrail.hibernate;

import io.audittrail.AuditPause;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.EntityRef;
import io.audittrail.Hidden;
import io.audittrail.Operation;
import io.audittrail.transaction.Attribution;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.OpenTransaction;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * How one entity type is recorded: made once, at start-up, and immutable. A value that cannot be read never costs more
 * than itself: {@link Hidden#unreadable} stands in its place.
 */
final class EntityPlan {

    private static final @Nullable Object[] NO_STATE = {};

    /** Stands for what nobody has read. */
    static final Map<String, Object> NOT_LOADED = Map.of("unread", "not loaded");

    private final String entity;
    private final Set<String> tables;
    private final ValueReader id;
    private final List<PropertyPlan> properties;
    private final List<AttributePlan> attributes;
    private final Map<String, CollectionPlan> collections;
    private final @Nullable AttributePlan[] byIndex;
    private final int[] setAtUpdate;
    private final List<String> order;
    private final @Nullable EntityLabel label;
    private final boolean wholeRows;
    private final Failures failures;

    /**
     * @param entity its JPA name
     * @param tables those that have a row for each entity
     * @param properties the recorded ones, in mapping order
     * @param wholeRows whether an update also tells what was left as it was
     */
    EntityPlan(
            String entity,
            Set<String> tables,
            ValueReader id,
            List<PropertyPlan> properties,
            @Nullable EntityLabel label,
            boolean wholeRows,
            Failures failures) {
        this.entity = entity;
        this.tables = Set.copyOf(tables);
        this.id = id;
        this.properties = List.copyOf(properties);
        this.attributes = only(AttributePlan.class);
        this.collections =
                only(CollectionPlan.class).stream().collect(Collectors.toMap(CollectionPlan::role, plan -> plan));
        this.byIndex = new AttributePlan
                [1 + attributes.stream().mapToInt(AttributePlan::index).max().orElse(-1)];
        attributes.forEach(attribute -> byIndex[attribute.index()] = attribute);
        this.setAtUpdate = attributes.stream()
                .filter(AttributePlan::setAtUpdate)
                .mapToInt(AttributePlan::index)
                .toArray();
        this.order = properties.stream().map(PropertyPlan::name).toList();
        this.label = label;
        this.wholeRows = wholeRows;
        this.failures = failures;
    }

    private <P extends PropertyPlan> List<P> only(Class<P> kind) {
        return properties.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    String entity() {
        return entity;
    }

    /** Adds what became of an entity, unless that is not to be recorded now. */
    void add(ChangeRecord record, Attribution by, OpenTransaction to) {
        add(record, tables, by, to);
    }

    /** Adds what became of a collection of an entity, unless that is not to be recorded now. */
    void add(ChangeRecord record, CollectionPlan of, Attribution by, OpenTransaction to) {
        add(record, of.tables().isEmpty() ? tables : of.tables(), by, to);
    }

    private void add(ChangeRecord record, Set<String> stored, Attribution by, OpenTransaction to) {
        AuditPause pause = by.pauseOf(stored);
        if (pause == null) {
            to.add(record, order);
        } else {
            to.leaveOut(pause, by.actor(), 1L, Set.of(entity));
        }
    }

    /** All recorded properties, in mapping order. */
    List<String> order() {
        return order;
    }

    /** The attribute by which people know an entity; null where there is none, or there are several. */
    @Nullable
    String labelledBy() {
        return label == null || label.parts().size() != 1
                ? null
                : label.parts().get(0).name();
    }

    boolean hasCollections() {
        return !collections.isEmpty();
    }

    Collection<CollectionPlan> collections() {
        return collections.values();
    }

    /** Null when it is not recorded. */
    @Nullable
    CollectionPlan collection(String role) {
        return collections.get(role);
    }

    ChangeRecord created(
            Object key, @Nullable Object[] state, Attribution by, SharedSessionContractImplementor session) {
        return record(Operation.CREATE, key, state, by, all(NO_STATE, state, session), nothing(), session);
    }

    ChangeRecord deleted(
            Object key, @Nullable Object[] state, Attribution by, SharedSessionContractImplementor session) {
        return record(Operation.DELETE, key, state, by, all(state, NO_STATE, session), nothing(), session);
    }

    private @Nullable Map<String, @Nullable Object> nothing() {
        return wholeRows ? Map.of() : null;
    }

    /**
     * The record of an update, or null when no recorded attribute changed.
     *
     * @param dirty the places of the changed attributes, ascending; null when Hibernate does not know them
     */
    @Nullable
    ChangeRecord updated(
            Object key,
            @Nullable Object[] before,
            @Nullable Object[] after,
            int @Nullable [] dirty,
            Attribution by,
            SharedSessionContractImplementor session) {
        int[] places = dirty == null ? compare(before, after, session) : dirty;
        List<Change> changes = changed(places, before, after, session);
        if (setAtUpdate.length > 0 && !changes.isEmpty()) { // They come with a change, and are none alone.
            changes = changed(withThoseSetAtUpdate(places), before, after, session);
        }
        return changes.isEmpty() ? null : updated(key, after, by, changes, before, session);
    }

    /** The record of changes that are known already. */
    ChangeRecord updated(
            Object key,
            @Nullable Object @Nullable [] state,
            Attribution by,
            List<Change> changes,
            SharedSessionContractImplementor session) {
        return updated(key, state, by, changes, state, session);
    }

    private ChangeRecord updated(
            Object key,
            @Nullable Object @Nullable [] after,
            Attribution by,
            List<Change> changes,
            @Nullable Object @Nullable [] before,
            SharedSessionContractImplementor session) {
        Map<String, @Nullable Object> unchanged = wholeRows ? unchanged(changes, before, session) : null;
        return record(Operation.UPDATE, key, after, by, changes, unchanged, session);
    }

    /** What is not among the changes. Of collections it is not told: that would take loading them. */
    private Map<String, @Nullable Object> unchanged(
            List<Change> changes, @Nullable Object @Nullable [] state, SharedSessionContractImplementor session) {
        Set<String> changed = changes.stream().map(Change::property).collect(Collectors.toSet());
        Map<String, @Nullable Object> unchanged = new LinkedHashMap<>();
        for (AttributePlan attribute : attributes) {
            if (!changed.contains(attribute.name())) {
                unchanged.put(attribute.name(), state == null ? NOT_LOADED : value(attribute, state, session));
            }
        }
        return unchanged;
    }

    /** What stands beside the change of a collection, where nothing else changed. */
    List<Change> besideCollections(
            @Nullable Object @Nullable [] before,
            @Nullable Object[] after,
            int @Nullable [] dirty,
            SharedSessionContractImplementor session) {
        if (setAtUpdate.length == 0 || before == null || dirty == null) {
            return List.of();
        }
        boolean isAlone = Arrays.stream(dirty).noneMatch(place -> place < byIndex.length && byIndex[place] != null);
        return isAlone ? changed(setAtUpdate, before, after, session) : List.of();
    }

    /**
     * The record of an update by somebody who wrote all attributes without knowing which of them change, or null when none
     * did.
     *
     * @param before as a row has it: of a to-one association, the key
     */
    @Nullable
    ChangeRecord overwritten(
            Object key,
            @Nullable Object[] before,
            @Nullable Object[] after,
            EntityPersister persister,
            Attribution by,
            SharedSessionContractImplementor session) {
        int[] places = attributes.stream()
                .filter(attribute -> persister.getPropertyUpdateability()[attribute.index()])
                .filter(attribute -> attribute.isOverwritten(before, after, session))
                .mapToInt(AttributePlan::index)
                .toArray();
        return updated(key, before, after, places, by, session);
    }

    /** Hibernate looks for changed attributes first, and gives values to these afterwards. */
    private int[] withThoseSetAtUpdate(int[] dirty) {
        return IntStream.concat(Arrays.stream(dirty), Arrays.stream(setAtUpdate))
                .sorted()
                .distinct()
                .toArray();
    }

    private List<Change> all(
            @Nullable Object[] before, @Nullable Object[] after, SharedSessionContractImplementor session) {
        Change[] changes = new Change[properties.size()];
        for (int i = 0; i < changes.length; i++) {
            PropertyPlan property = properties.get(i);
            changes[i] = property instanceof AttributePlan attribute
                    ? change(attribute, before, after, session)
                    : ((CollectionPlan) property).none();
        }
        return List.of(changes);
    }

    private List<Change> changed(
            int[] places,
            @Nullable Object[] before,
            @Nullable Object[] after,
            SharedSessionContractImplementor session) {
        Change[] changes = new Change[places.length];
        int size = 0;
        for (int place : places) {
            AttributePlan attribute = place < byIndex.length ? byIndex[place] : null;
            if (attribute == null) {
                continue;
            }
            Change change = change(attribute, before, after, session);
            if (!change.isNone()) {
                changes[size++] = change;
            }
        }
        return List.of(size == changes.length ? changes : Arrays.copyOf(changes, size));
    }

    private int[] compare(
            @Nullable Object[] before, @Nullable Object[] after, SharedSessionContractImplementor session) {
        return attributes.stream()
                .filter(attribute ->
                        attribute.type().isDirty(before[attribute.index()], after[attribute.index()], session))
                .mapToInt(AttributePlan::index)
                .toArray();
    }

    private Change change(
            AttributePlan attribute,
            @Nullable Object[] before,
            @Nullable Object[] after,
            SharedSessionContractImplementor session) {
        return new Change(attribute.name(), value(attribute, before, session), value(attribute, after, session));
    }

    private @Nullable Object value(
            AttributePlan attribute, @Nullable Object[] state, SharedSessionContractImplementor session) {
        Object value = state == NO_STATE ? null : state[attribute.index()];
        if (value == LazyPropertyInitializer.UNFETCHED_PROPERTY && attribute.reader() != ValueReaders.MASK) {
            return NOT_LOADED;
        }
        try {
            return ValueReaders.read(attribute.reader(), value, session);
        } catch (Throwable e) {
            return unreadable(attribute.name(), e);
        }
    }

    EntityRef ref(Object key, SharedSessionContractImplementor session) {
        return new EntityRef(entity, id(key, session));
    }

    ChangeRecord read(
            EntityRef ref, @Nullable Object[] state, Attribution by, SharedSessionContractImplementor session) {
        return new ChangeRecord(Operation.READ, ref, label(state, session), by.actor(), by.reason(), List.of());
    }

    private ChangeRecord record(
            Operation action,
            Object key,
            @Nullable Object @Nullable [] state,
            Attribution by,
            List<Change> changes,
            @Nullable Map<String, @Nullable Object> unchanged,
            SharedSessionContractImplementor session) {
        return new ChangeRecord(
                action, ref(key, session), label(state, session), by.actor(), by.reason(), changes, unchanged);
    }

    private Object id(Object key, SharedSessionContractImplementor session) {
        try {
            Object plain = ValueReaders.read(id, key, session);
            return plain == null ? key.toString() : plain;
        } catch (Throwable e) {
            return unreadable("its id", e);
        }
    }

    private @Nullable String label(@Nullable Object @Nullable [] state, SharedSessionContractImplementor session) {
        try {
            return label == null || state == null ? null : label.of(state, session);
        } catch (Throwable e) {
            unreadable("its label", e);
            return null;
        }
    }

    private Hidden unreadable(String what, Throwable cause) {
        failures.report(
                "value-unreadable",
                "The value of " + what + " of " + entity + " cannot be read; its record shows the error instead",
                cause);
        return Hidden.unreadable(cause);
    }
}
