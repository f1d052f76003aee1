package io.audittrail.trail;

import io.audittrail.AuditRecord;
import io.audittrail.Change;
import io.audittrail.EntityState;
import io.audittrail.EntityState.Existence;
import io.audittrail.EntityState.Unseen;
import io.audittrail.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of an entity at some moment, from its history. What was first changed later was until then what that change
 * says it was.
 */
final class StateFold {

    /** Several records of one transaction have one time. */
    private static final Comparator<AuditRecord> ORDER =
            Comparator.comparing(AuditRecord::at).thenComparing(AuditRecord::tx).thenComparingInt(AuditRecord::n);

    private final Instant at;
    private final TypeNames names;
    private final Map<String, Seen> properties = new LinkedHashMap<>();
    private final List<Unseen> unseen = new ArrayList<>();
    private Existence existence = Existence.UNKNOWN;

    /** A value, and when the log said that it is so. */
    private record Seen(@Nullable Object value, Instant when) {}

    private StateFold(Instant at, TypeNames names) {
        this.at = at;
        this.names = names;
    }

    static EntityState of(String entity, Object id, Instant at, List<AuditRecord> history, TypeNames names) {
        StateFold fold = new StateFold(at, names);
        history.stream()
                .filter(record -> record.action() != Operation.READ && !record.outcomeUnknown())
                .sorted(ORDER)
                .forEach(fold::take);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        if (fold.existence != Existence.DID_NOT_EXIST) {
            fold.properties.forEach((name, seen) -> values.put(name, seen.value()));
        }
        return new EntityState(entity, id, at, fold.existence, values, fold.unseen);
    }

    /** Where there was no such entity, each property is null. */
    static List<Change> diff(EntityState from, EntityState to) {
        Set<String> names = new LinkedHashSet<>(from.properties().keySet());
        names.addAll(to.properties().keySet());
        return names.stream()
                .filter(name -> isKnown(from, name) && isKnown(to, name))
                .map(name -> new Change(
                        name, from.properties().get(name), to.properties().get(name)))
                .filter(change -> !change.isNone())
                .toList();
    }

    private static boolean isKnown(EntityState state, String property) {
        return state.existence() == Existence.DID_NOT_EXIST
                || state.properties().containsKey(property);
    }

    private void take(AuditRecord record) {
        if (record.at().isAfter(at)) {
            takeLater(record);
            return;
        }
        existence = record.action() == Operation.DELETE ? Existence.DID_NOT_EXIST : Existence.EXISTED;
        if (record.action() == Operation.CREATE) {
            properties.clear();
        }
        for (Change change : record.changes()) {
            String property = nameOf(change, record);
            Seen before = properties.put(property, new Seen(change.newValue(), record.at()));
            if (before != null) {
                Change between = new Change(property, before.value(), change.oldValue());
                if (!between.isNone()) {
                    unseen.add(new Unseen(between, before.when(), record.at()));
                }
            }
        }
    }

    /** Only the first that is later tells of the moment. */
    private void takeLater(AuditRecord record) {
        if (existence == Existence.UNKNOWN) {
            existence = record.action() == Operation.CREATE ? Existence.DID_NOT_EXIST : Existence.EXISTED;
        }
        for (Change change : record.changes()) {
            properties.putIfAbsent(nameOf(change, record), new Seen(change.oldValue(), record.at()));
        }
    }

    private String nameOf(Change change, AuditRecord record) {
        return names.nowOf(String.valueOf(record.entity()), change.property());
    }
}
