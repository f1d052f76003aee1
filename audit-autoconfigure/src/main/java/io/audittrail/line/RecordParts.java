package io.audittrail.line;

import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.Elements;
import io.audittrail.StatementRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of a line tell, once it has been {@linkplain Json read}. All throw an {@link IllegalArgumentException}
 * where something stands in the line that no log has written.
 */
public final class RecordParts {

    private RecordParts() {}

    public static Actor actor(Map<String, @Nullable Object> line) {
        String kind = optionalText(line, "actorKind");
        return new Actor(
                text(line, "actor"),
                kind == null ? Actor.Kind.USER : Actor.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                optionalText(line, "via"));
    }

    /** What was changed, in mapping order; nothing where the line tells of no change. */
    public static List<Change> changes(Map<String, @Nullable Object> line) {
        return changesOf(object(line.get("changes")));
    }

    private static List<Change> changesOf(Map<String, @Nullable Object> properties) {
        List<Change> changes = new ArrayList<>();
        properties.forEach((property, value) -> changes.add(change(property, value)));
        return changes;
    }

    private static Change change(String property, @Nullable Object value) {
        if (!(value instanceof Map<?, ?>)) {
            return new Change(property, null, value);
        }
        Map<String, @Nullable Object> sides = object(value);
        if (sides.containsKey("added") && sides.containsKey("removed")) {
            return new Change(property, elements(sides));
        }
        return sides.containsKey("old") && sides.containsKey("new")
                ? new Change(property, sides.get("old"), sides.get("new"))
                : new Change(property, null, value);
    }

    private static Elements elements(Map<String, @Nullable Object> parts) {
        List<?> added = list(parts, "added");
        List<?> removed = list(parts, "removed");
        Map<String, @Nullable Object> changed = object(parts.get("changed"));
        if (parts.containsKey("new")) {
            return Elements.ofLongList(added, removed, side(parts, "old"), side(parts, "new"), true);
        }
        return changed.isEmpty() ? Elements.of(added, removed) : Elements.ofMap(added, removed, changedOf(changed));
    }

    /** A value of a map may be anything, also what looks like a collection. */
    private static List<Change> changedOf(Map<String, @Nullable Object> keys) {
        List<Change> changes = new ArrayList<>();
        keys.forEach((key, value) -> {
            if (!(value instanceof Map<?, ?>)) {
                throw new IllegalArgumentException("the value of a key has no sides");
            }
            Map<String, @Nullable Object> sides = object(value);
            changes.add(new Change(key, sides.get("old"), sides.get("new")));
        });
        return changes;
    }

    private static Object side(Map<String, @Nullable Object> parts, String key) {
        Object side = parts.get(key);
        if (side == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return side;
    }

    /** The statement that the line tells of; null when it tells of something else. */
    public static @Nullable StatementRecord statement(Map<String, @Nullable Object> line) {
        if (!line.containsKey("statement")) {
            return null;
        }
        return StatementParts.read(
                object(line.get("statement")),
                optionalText(line, "entity"),
                actor(line),
                optionalText(object(line.get("context")), "reason"));
    }

    @SuppressWarnings("unchecked") // Json makes no others.
    public static Map<String, @Nullable Object> object(@Nullable Object value) {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new IllegalArgumentException("an object is something else");
    }

    public static String text(Map<String, @Nullable Object> line, String key) {
        String text = optionalText(line, key);
        if (text == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return text;
    }

    public static @Nullable String optionalText(Map<String, @Nullable Object> line, String key) {
        Object value = line.get(key);
        if (value != null && !(value instanceof String)) {
            throw new IllegalArgumentException(key + " is no text");
        }
        return (String) value;
    }

    private static List<?> list(Map<String, @Nullable Object> parts, String key) {
        if (parts.get(key) instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException(key + " is no list");
    }
}
