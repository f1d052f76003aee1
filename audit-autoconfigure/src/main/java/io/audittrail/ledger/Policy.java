package io.audittrail.ledger;

import io.audittrail.line.Digests;
import io.audittrail.line.LineEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is audited and how, put together from parts. Its digest does not depend on the order of keys. Not thread-safe. */
final class Policy {

    private final Map<String, Object> parts = new TreeMap<>();

    void put(String key, Map<String, ?> part) {
        parts.put(key, sorted(part));
    }

    Map<String, Object> parts() {
        return new TreeMap<>(parts);
    }

    /** The SHA-256 of the policy's JSON. */
    String digest() {
        return Digests.of(LineEncoder.json(parts));
    }

    private static Map<String, @Nullable Object> sorted(Map<?, ?> map) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), plain(value)));
        return sorted;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return sorted(map);
        }
        if (value instanceof Collection<?> elements) {
            List<@Nullable Object> list = new ArrayList<>();
            elements.forEach(element -> list.add(plain(element)));
            return list;
        }
        return value instanceof Number || value instanceof Boolean || value == null ? value : String.valueOf(value);
    }
}
