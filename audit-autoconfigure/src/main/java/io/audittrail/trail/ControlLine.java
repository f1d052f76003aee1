package io.audittrail.trail;

import io.audittrail.line.Json;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line in which the ledger speaks of itself.
 *
 * @param name what it says
 * @param details more of it
 */
record ControlLine(String name, Map<?, ?> details) {

    private static final byte[] KEY = "control\":\"".getBytes(StandardCharsets.US_ASCII);

    /** @param key where the first key behind the stream stands, without its opening quote */
    static boolean isAt(byte[] bytes, int key, int to) {
        return Needle.isAt(bytes, key, to, KEY);
    }

    /** Null when the line does not parse. */
    static @Nullable ControlLine parse(byte[] bytes, int from, int to) {
        try {
            Map<String, @Nullable Object> line = Json.object(bytes, from, to);
            return line.get("control") instanceof String name && line.get("details") instanceof Map<?, ?> details
                    ? new ControlLine(name, details)
                    : null;
        } catch (ParseException e) {
            return null;
        }
    }

    long number(String key) {
        return details.get(key) instanceof Long number ? number : 0;
    }

    @Nullable
    String text(String key) {
        return details.get(key) instanceof String text ? text : null;
    }

    /** What a segment's first line says of the one before; empty where there is none. */
    Map<?, ?> previous() {
        return details.get("previous") instanceof Map<?, ?> previous ? previous : Map.of();
    }
}
