package io.audittrail.mirror;

import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.EntityRef;
import io.audittrail.Operation;
import io.audittrail.line.Json;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A record as its line tells of it, when there is nothing else left of it: another process may have made it. */
final class RecordLine {

    private RecordLine() {}

    /** Null when the line is the ledger's own. */
    static @Nullable ChangeRecord parse(byte[] line) {
        Map<String, @Nullable Object> keys;
        try {
            keys = Json.object(line, 0, line.length);
        } catch (ParseException e) {
            throw new IllegalArgumentException("A line of the log is no JSON", e);
        }
        return keys.containsKey("tx") ? record(keys) : null;
    }

    private static ChangeRecord record(Map<String, @Nullable Object> keys) {
        return new ChangeRecord(
                Operation.valueOf(text(keys, "action")),
                new EntityRef(text(keys, "entity"), Objects.requireNonNull(keys.get("entityId"))),
                (String) keys.get("label"),
                actor(keys),
                (String) object(keys, "context").get("reason"),
                changes(object(keys, "changes")));
    }

    private static Actor actor(Map<String, @Nullable Object> keys) {
        String kind = (String) keys.get("actorKind");
        return new Actor(
                text(keys, "actor"),
                kind == null ? Actor.Kind.USER : Actor.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                (String) keys.get("via"));
    }

    private static List<Change> changes(Map<String, @Nullable Object> properties) {
        List<Change> changes = new ArrayList<>();
        for (String property : properties.keySet()) {
            Map<String, @Nullable Object> values = object(properties, property);
            changes.add(new Change(property, values.get("old"), values.get("new")));
        }
        return changes;
    }

    private static String text(Map<String, @Nullable Object> keys, String key) {
        return (String) Objects.requireNonNull(keys.get(key));
    }

    @SuppressWarnings("unchecked") // as the format has it
    private static Map<String, @Nullable Object> object(Map<String, @Nullable Object> keys, String key) {
        Object value = keys.get(key);
        return value == null ? Map.of() : (Map<String, @Nullable Object>) value;
    }
}
