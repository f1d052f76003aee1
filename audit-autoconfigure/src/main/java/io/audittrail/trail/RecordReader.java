package io.audittrail.trail;

import io.audittrail.Actor;
import io.audittrail.AuditRecord;
import io.audittrail.Change;
import io.audittrail.Operation;
import io.audittrail.line.Json;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes records of lines. */
final class RecordReader {

    /** What a line is. */
    sealed interface Line {}

    record Found(AuditRecord record) implements Line {}

    /** In which the ledger speaks of itself. */
    record Control() implements Line {}

    /** What somebody has broken, or no log has written. */
    record Broken(String why) implements Line {}

    private RecordReader() {}

    static Line read(byte[] bytes, int from, int to) {
        try {
            Map<String, @Nullable Object> line = Json.object(bytes, from, to);
            return line.containsKey("control") ? new Control() : new Found(record(line, bytes, from, to));
        } catch (ParseException | DateTimeException | IllegalArgumentException | ArithmeticException e) {
            return new Broken(String.valueOf(e.getMessage()));
        }
    }

    private static AuditRecord record(Map<String, @Nullable Object> line, byte[] bytes, int from, int to) {
        return new AuditRecord(
                Instant.parse(text(line, "@timestamp")),
                text(line, "stream"),
                number(line, "seq"),
                text(line, "tx"),
                Math.toIntExact(number(line, "n")),
                Math.toIntExact(number(line, "of")),
                optionalText(line, "unit"),
                actor(line),
                Operation.valueOf(text(line, "action")),
                optionalText(line, "entity"),
                line.get("entityId"),
                optionalText(line, "label"),
                changes(line.get("changes")),
                object(line.get("context")),
                "unknown".equals(line.get("outcome")),
                Boolean.TRUE.equals(line.get("redelivered")),
                new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    private static Actor actor(Map<String, @Nullable Object> line) {
        String kind = optionalText(line, "actorKind");
        return new Actor(
                text(line, "actor"),
                kind == null ? Actor.Kind.USER : Actor.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                optionalText(line, "via"));
    }

    private static List<Change> changes(@Nullable Object changes) {
        List<Change> all = new ArrayList<>();
        object(changes).forEach((property, value) -> {
            boolean hasSides = value instanceof Map<?, ?> sides && sides.containsKey("old") && sides.containsKey("new");
            all.add(
                    hasSides
                            ? new Change(
                                    property,
                                    object(value).get("old"),
                                    object(value).get("new"))
                            : new Change(property, null, value));
        });
        return all;
    }

    @SuppressWarnings("unchecked") // Json makes no others.
    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new IllegalArgumentException("an object is something else");
    }

    private static String text(Map<String, @Nullable Object> line, String key) {
        String text = optionalText(line, key);
        if (text == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return text;
    }

    private static @Nullable String optionalText(Map<String, @Nullable Object> line, String key) {
        Object value = line.get(key);
        if (value != null && !(value instanceof String)) {
            throw new IllegalArgumentException(key + " is no text");
        }
        return (String) value;
    }

    private static long number(Map<String, @Nullable Object> line, String key) {
        if (line.get(key) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException(key + " is no whole number");
    }
}
