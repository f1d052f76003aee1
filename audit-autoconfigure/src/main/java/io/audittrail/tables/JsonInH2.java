package io.audittrail.tables;

import io.audittrail.Operation;
import io.audittrail.line.Json;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the views of our script for H2 need and H2 has not: functions of the database, called by it. */
public final class JsonInH2 {

    private JsonInH2() {}

    /** The names in an object. */
    public static String[] names(String json) {
        return object(json).keySet().toArray(String[]::new);
    }

    /** One value of an object: a text as it is, all else as JSON; null for null, and for what is not there. */
    public static @Nullable String text(String json, String name) {
        Object value = object(json).get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        return StorableJson.text(RowData.json(Map.of("", value)));
    }

    /**
     * An object with what another has in its place. Of a collection of which the other has only the difference there is nothing
     * before the change: it is left out.
     */
    public static String overlaid(String operation, String before, String changed) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(object(before));
        if (operation.equals(AuditTables.operation(Operation.CREATE))) {
            all.putAll(object(changed));
        } else {
            object(changed).forEach(all::replace);
        }
        return RowData.json(all);
    }

    private static Map<String, @Nullable Object> object(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        try {
            return Json.object(bytes, 0, bytes.length);
        } catch (ParseException e) {
            throw new IllegalArgumentException("No JSON object: " + e.getMessage(), e);
        }
    }
}
