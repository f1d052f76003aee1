package io.audittrail.tables;

import io.audittrail.line.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values as the JSON of every database can hold them. What it cannot becomes a text. */
final class StorableJson {

    /** A number with more digits before or behind the point is no number to some database. */
    private static final int MOST_DIGITS = 1_000;

    /** MariaDB takes 32 levels. */
    private static final int DEEPEST = 31;

    private StorableJson() {}

    /** The same object where all of it can be stored, as it nearly always can. */
    static Map<String, ?> of(Map<String, ?> object) {
        if (isStorable(object, 1)) {
            return object;
        }
        @SuppressWarnings("unchecked") // of texts
        Map<String, ?> storable = (Map<String, ?>) Objects.requireNonNull(storable(object, 1));
        return storable;
    }

    private static boolean isStorable(@Nullable Object value, int level) {
        if (value instanceof Map<?, ?> object) {
            for (Map.Entry<?, ?> member : object.entrySet()) {
                String name = String.valueOf(member.getKey());
                if (!name.equals(StorableText.of(name)) || !isStorable(member.getValue(), level + 1)) {
                    return false;
                }
            }
            return level <= DEEPEST;
        }
        if (value instanceof Collection<?> elements) {
            for (Object element : elements) {
                if (!isStorable(element, level + 1)) {
                    return false;
                }
            }
            return level <= DEEPEST;
        }
        if (value instanceof BigDecimal number) {
            return number.precision() <= MOST_DIGITS && Math.abs((long) number.scale()) <= MOST_DIGITS;
        }
        return !(value instanceof BigInteger number) || number.bitLength() <= MOST_DIGITS;
    }

    private static @Nullable Object storable(@Nullable Object value, int level) {
        if (isStorable(value, level)) {
            return value;
        }
        if (level > DEEPEST && !(value instanceof Number)) {
            return Json.text(value);
        }
        if (value instanceof Map<?, ?> object) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            object.forEach(
                    (name, member) -> members.put(free(String.valueOf(name), members), storable(member, level + 1)));
            return members;
        }
        if (value instanceof Collection<?> elements) {
            List<@Nullable Object> storable = new ArrayList<>();
            elements.forEach(element -> storable.add(storable(element, level + 1)));
            return storable;
        }
        return String.valueOf(value);
    }

    /**
     * Of an object that has but one member, without a name, the JSON of that.
     */
    static String text(String object) {
        return object.substring("{\"\":".length(), object.length() - 1);
    }

    /** Names may differ only in what cannot be stored. */
    private static String free(String name, Map<String, ?> taken) {
        String storable = Objects.requireNonNull(StorableText.of(name));
        String free = storable;
        for (int i = 2; taken.containsKey(free); i++) {
            free = storable + '_' + i;
        }
        return free;
    }
}
