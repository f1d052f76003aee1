package io.audittrail.trail;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as the texts that they are compared by, so that {@code 42} is the number and the string. */
final class Texts {

    private Texts() {}

    /**
     * The text of a scalar, or a map or list of such texts. Numbers as the log writes them, never in full: {@code 1E+1000000000}
     * would fill the memory.
     */
    static Object of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> texts = new HashMap<>();
            map.forEach((key, member) -> texts.put(String.valueOf(key), of(member)));
            return texts;
        }
        if (value instanceof Collection<?> elements) {
            return elements.stream().map(Texts::of).collect(Collectors.toList());
        }
        return String.valueOf(value);
    }

    /** Whether there is such a text in a name or a value. */
    static boolean contain(@Nullable Object value, String text) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .anyMatch(member -> contain(member.getKey(), text) || contain(member.getValue(), text));
        }
        if (value instanceof Collection<?> elements) {
            return elements.stream().anyMatch(element -> contain(element, text));
        }
        if (value instanceof BigDecimal number
                && number.toString().replace("E+", "E").contains(text)) {
            return true; // As a double is written.
        }
        return value != null && String.valueOf(of(value)).contains(text);
    }
}
