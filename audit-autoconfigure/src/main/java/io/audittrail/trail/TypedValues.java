package io.audittrail.trail;

import io.audittrail.AuditRecord;
import io.audittrail.Change;
import io.audittrail.Elements;
import io.audittrail.EntityState;
import io.audittrail.EntityState.Unseen;
import io.audittrail.line.LineType;
import io.audittrail.trail.TypeNames.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the values of an answer the types of the application's mapping. That comes last: whatever is compared is as lines
 * have it.
 */
final class TypedValues {

    /** Leaves all values as they stand. */
    static final TypedValues NONE = new TypedValues(TypeNames.AS_THEY_ARE);

    private static final String VALUE = "value";

    private final TypeNames names;

    TypedValues(TypeNames names) {
        this.names = names;
    }

    /** Null where values stay as they stand. */
    @Nullable
    Mapping mappingOf(AuditRecord record) {
        return record.entity() == null || record.statement() != null
                ? null
                : names.mappingOf(record.unit(), record.entity());
    }

    AuditRecord of(AuditRecord record) {
        Mapping mapping = mappingOf(record);
        if (mapping == null) {
            return record;
        }
        return RecordReader.with(
                record, mapping.id().of(record.entityId()), of(record.changes(), mapping), record.json());
    }

    static List<Change> of(List<Change> changes, @Nullable Mapping mapping) {
        if (mapping == null) {
            return changes;
        }
        List<Change> typed = new ArrayList<>(changes.size());
        for (Change change : changes) {
            typed.add(of(change, mapping.of(change.property())));
        }
        return List.copyOf(typed);
    }

    static EntityState of(EntityState state, @Nullable Mapping mapping) {
        if (mapping == null) {
            return state;
        }
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        state.properties()
                .forEach((name, value) -> properties.put(name, mapping.of(name).of(value)));
        return new EntityState(
                state.entity(),
                state.id(),
                state.at(),
                state.existence(),
                properties,
                state.changedUnseen().stream()
                        .map(unseen -> of(unseen, mapping))
                        .toList(),
                state.moreUnseen(),
                state.notes());
    }

    private static Unseen of(Unseen unseen, Mapping mapping) {
        Change change = unseen.change();
        return new Unseen(of(change, mapping.of(change.property())), unseen.after(), unseen.before());
    }

    private static Change of(Change change, LineType type) {
        Elements elements = change.elements();
        if (type == LineType.AS_IT_STANDS) {
            return change;
        }
        return elements == null
                ? new Change(change.property(), type.of(change.oldValue()), type.of(change.newValue()))
                : new Change(change.property(), of(elements, type));
    }

    private static Elements of(Elements elements, LineType type) {
        List<?> added = list(elements.added(), type);
        List<?> removed = list(elements.removed(), type);
        Object before = type.of(elements.before());
        Object after = type.of(elements.after());
        if (before != null && after != null) {
            return Elements.ofLongList(added, removed, before, after, true);
        }
        return elements.changed().isEmpty()
                ? Elements.of(added, removed)
                : Elements.ofMap(added, removed, values(elements.changed(), type));
    }

    private static List<?> list(List<?> elements, LineType type) {
        return type.of(elements) instanceof List<?> typed ? typed : elements;
    }

    /** Of keys there are only the texts. */
    private static List<Change> values(List<Change> keys, LineType type) {
        List<Change> typed = new ArrayList<>();
        for (Change key : keys) {
            typed.add(new Change(
                    key.property(),
                    value(key.property(), key.oldValue(), type),
                    value(key.property(), key.newValue(), type)));
        }
        return typed;
    }

    private static @Nullable Object value(String key, @Nullable Object value, LineType type) {
        return list(List.of(Elements.entry(key, value)), type).get(0) instanceof Map<?, ?> entry
                ? entry.get(VALUE)
                : value;
    }
}
