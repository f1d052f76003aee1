package io.audittrail.transaction;

import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Two records of one entity in one transaction, brought to their net effect. */
final class Coalescing {

    private Coalescing() {}

    /** Whether the later record continues the earlier one: the same actor, and no two different reasons. */
    static boolean sameRun(ChangeRecord first, ChangeRecord later) {
        return first.actor().equals(later.actor())
                && (first.reason() == null
                        || later.reason() == null
                        || first.reason().equals(later.reason()));
    }

    /**
     * The net record, or null when nothing is left of the two.
     *
     * @param order all properties of the entity in mapping order: two updates may touch different ones
     */
    static @Nullable ChangeRecord merge(ChangeRecord first, ChangeRecord later, List<String> order) {
        Operation action = first.action().then(later.action());
        if (action == null) {
            return null;
        }
        List<Change> changes = merge(first.changes(), later.changes(), order);
        if (action == Operation.UPDATE) {
            changes.removeIf(Change::isNone);
            if (changes.isEmpty()) {
                return null;
            }
        }
        return new ChangeRecord(
                action,
                first.entity(),
                later.label() != null ? later.label() : first.label(),
                first.actor(),
                later.reason() != null ? later.reason() : first.reason(),
                changes,
                unchanged(action, first, changes, order));
    }

    /** What the first found, but for what is another now. */
    private static @Nullable Map<String, @Nullable Object> unchanged(
            Operation action, ChangeRecord first, List<Change> net, List<String> order) {
        Map<String, @Nullable Object> known = first.unchanged();
        if (known == null || action != Operation.UPDATE) {
            return known == null ? null : Map.of();
        }
        Map<String, @Nullable Object> found = new HashMap<>(known);
        for (Change change : first.changes()) {
            if (change.elements() == null) {
                found.put(change.property(), change.oldValue());
            }
        }
        net.forEach(change -> found.remove(change.property()));
        Map<String, @Nullable Object> unchanged = new LinkedHashMap<>();
        for (String property : order) {
            if (found.containsKey(property)) {
                unchanged.put(property, found.get(property));
            }
        }
        return unchanged;
    }

    private static List<Change> merge(List<Change> first, List<Change> later, List<String> order) {
        Map<String, Change> net = new HashMap<>();
        first.forEach(change -> net.put(change.property(), change));
        later.forEach(change -> net.merge(change.property(), change, Change::then));
        List<Change> merged = new ArrayList<>(net.size());
        for (String property : order) {
            Change change = net.get(property);
            if (change != null) {
                merged.add(change);
            }
        }
        return merged;
    }
}
