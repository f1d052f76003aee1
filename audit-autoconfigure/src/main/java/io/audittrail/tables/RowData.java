package io.audittrail.tables;

import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.Elements;
import io.audittrail.Entry;
import io.audittrail.Operation;
import io.audittrail.line.LineEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an entity was and became, by attribute: before an update all of it, and after it only what differs.
 *
 * <p>A collection is there when it changed: of a new entity all of its elements, of a deleted one those it had, of an update
 * which were added and taken away.
 *
 * @param before nothing for an insert
 * @param after nothing for a delete
 */
record RowData(Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {

    private static final RowData NOTHING = new RowData(Map.of(), Map.of());

    /** Of a statement, or of what was read, there is none. */
    static RowData of(Entry entry) {
        return entry instanceof ChangeRecord record && record.action() != Operation.READ ? ofChange(record) : NOTHING;
    }

    private static RowData ofChange(ChangeRecord record) {
        Map<String, @Nullable Object> before = new LinkedHashMap<>();
        Map<String, @Nullable Object> after = new LinkedHashMap<>();
        for (Change change : record.changes()) {
            Elements elements = change.elements();
            if (elements != null) {
                collection(record.action(), change, elements, before, after);
                continue;
            }
            if (record.action() != Operation.CREATE) {
                before.put(change.property(), change.oldValue());
            }
            if (record.action() != Operation.DELETE) {
                after.put(change.property(), change.newValue());
            }
        }
        Map<String, @Nullable Object> unchanged = record.unchanged();
        if (unchanged != null) {
            before.putAll(unchanged);
        }
        return new RowData(before, after);
    }

    private static void collection(
            Operation action,
            Change change,
            Elements elements,
            Map<String, @Nullable Object> before,
            Map<String, @Nullable Object> after) {
        switch (action) {
            case CREATE -> after.put(change.property(), elements.added());
            case DELETE -> before.put(change.property(), elements.removed());
            default -> {
                if (elements.before() != null) {
                    before.put(change.property(), elements.before());
                    after.put(change.property(), elements.after());
                } else {
                    after.put(change.property(), difference(elements));
                }
            }
        }
    }

    private static Map<String, Object> difference(Elements elements) {
        Map<String, Object> difference = new LinkedHashMap<>();
        difference.put("added", elements.added());
        difference.put("removed", elements.removed());
        if (!elements.changed().isEmpty()) {
            Map<String, Object> changed = new LinkedHashMap<>();
            for (Change change : elements.changed()) {
                Map<String, @Nullable Object> sides = new LinkedHashMap<>();
                sides.put("old", change.oldValue());
                sides.put("new", change.newValue());
                changed.put(change.property(), sides);
            }
            difference.put("changed", changed);
        }
        return difference;
    }

    String beforeAsJson() {
        return json(before);
    }

    String afterAsJson() {
        return json(after);
    }

    static String json(Map<String, ?> values) {
        return StorableText.json(new String(LineEncoder.json(StorableJson.of(values)), StandardCharsets.UTF_8));
    }
}
