package io.audittrail.trail;

import io.audittrail.Change;
import io.audittrail.Elements;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is in a collection; of a map, its entries. Elements stand in the order in which the log tells of them, which is that
 * of a list. Not thread-safe.
 */
final class Contents {

    private static final String KEY = "key";
    private static final String VALUE = "value";
    private static final Set<String> ENTRY = Set.of(KEY, VALUE);

    private final List<@Nullable Object> elements;

    /** That something else was in it than the log knew. */
    record Mismatch(List<@Nullable Object> known, List<@Nullable Object> found) {}

    Contents(List<?> elements) {
        this.elements = new ArrayList<>(elements);
    }

    /** What a value is as a collection; null where it cannot be told, or is none. */
    static @Nullable Contents of(@Nullable Object value) {
        if (value instanceof Contents contents) {
            return contents;
        }
        return value == null ? new Contents(List.of()) : value instanceof List<?> list ? new Contents(list) : null;
    }

    /** A value as readers have it. */
    static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Contents contents ? contents.plain() : value;
    }

    List<@Nullable Object> plain() {
        return Collections.unmodifiableList(new ArrayList<>(elements));
    }

    /** Whether the same is in both, in whatever order: nobody knows whether that means anything. */
    boolean isLike(Contents other) {
        return elements.size() == other.elements.size() && counts(elements).equals(counts(other.elements));
    }

    /**
     * Follows a change.
     *
     * @return null when that was possible. Otherwise what must have been in it at least: nobody knows what else
     */
    @Nullable
    Mismatch follow(Elements change) {
        boolean isMap = isMap(change);
        boolean onlyGrows =
                !isMap && change.removed().isEmpty() && change.changed().isEmpty();
        List<@Nullable Object> known = onlyGrows ? elements : plain();
        boolean fits = take(change.removed());
        fits &= hasChanged(change.changed());
        fits &= !isMap || hasNone(change.added());
        if (!fits) {
            List<@Nullable Object> found = new ArrayList<>(elements);
            found.addAll(change.removed());
            return new Mismatch(known, found);
        }
        change(change.changed());
        elements.addAll(change.added());
        return null;
    }

    /** What the change did to a list that is here, undone; null where nobody knows at which places elements were. */
    @Nullable
    Contents before(Elements change) {
        int kept = elements.size() - change.added().size();
        boolean isAtEnd = kept >= 0
                && keys(elements.subList(kept, elements.size())).equals(keys(change.added()))
                && change.removed().isEmpty()
                && change.changed().isEmpty();
        return isAtEnd ? new Contents(elements.subList(0, kept)) : null;
    }

    /** Takes these away, each once. Returns whether all were there. */
    private boolean take(List<?> gone) {
        if (gone.isEmpty()) {
            return true;
        }
        Map<Object, Integer> counts = counts(gone);
        elements.removeIf(element -> takeOne(counts, key(element)));
        return counts.isEmpty();
    }

    private static boolean takeOne(Map<Object, Integer> counts, Object key) {
        Integer left = counts.get(key);
        if (left != null) {
            counts.compute(key, (same, n) -> left == 1 ? null : left - 1);
        }
        return left != null;
    }

    /** Sets what does not hold to what was found. */
    private boolean hasChanged(List<Change> values) {
        boolean all = true;
        Map<String, Integer> places = values.isEmpty() ? Map.of() : places();
        for (Change value : values) {
            Integer place = places.get(value.property());
            if (place == null) {
                elements.add(Elements.entry(value.property(), value.oldValue()));
                all = false;
            } else if (Values.isOther(entry(place).get(VALUE), value.oldValue())) {
                elements.set(place, Elements.entry(entry(place).get(KEY), value.oldValue()));
                all = false;
            }
        }
        return all;
    }

    private void change(List<Change> values) {
        Map<String, Integer> places = values.isEmpty() ? Map.of() : places();
        for (Change value : values) {
            Integer place = places.get(value.property());
            if (place != null) {
                elements.set(place, Elements.entry(entry(place).get(KEY), value.newValue()));
            }
        }
    }

    /** By the texts of the keys: lines have no others where a value changed. */
    private Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof Map<?, ?> entry) {
                places.put(String.valueOf(entry.get(KEY)), i);
            }
        }
        return places;
    }

    private Map<?, ?> entry(int place) {
        return elements.get(place) instanceof Map<?, ?> entry ? entry : Map.of();
    }

    private boolean isMap(Elements change) {
        return !change.added().isEmpty()
                && !elements.isEmpty()
                && change.added().stream().allMatch(Contents::isEntry)
                && elements.stream().allMatch(Contents::isEntry);
    }

    private static boolean isEntry(@Nullable Object element) {
        return element instanceof Map<?, ?> map && map.keySet().equals(ENTRY);
    }

    /** Takes away what has one of these keys. */
    private boolean hasNone(List<?> entries) {
        Set<Object> keys = new HashSet<>();
        entries.forEach(entry -> keys.add(key(((Map<?, ?>) entry).get(KEY))));
        return !elements.removeIf(entry -> entry instanceof Map<?, ?> map && keys.contains(key(map.get(KEY))));
    }

    private static List<Object> keys(List<?> elements) {
        return elements.stream().map(Contents::key).toList();
    }

    private static Map<Object, Integer> counts(List<?> elements) {
        return elements.stream().collect(Collectors.toMap(Contents::key, element -> 1, Integer::sum));
    }

    /** Equal for what is the same, or looks the same: 5 is read as another type than 5.00. */
    private static Object key(@Nullable Object value) {
        if (value instanceof Number number) {
            return Values.decimal(number).stripTrailingZeros();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> parts = new HashMap<>();
            map.forEach((name, part) -> parts.put(name, key(part)));
            return parts;
        }
        if (value instanceof List<?> list) {
            return keys(list);
        }
        return value == null ? BigDecimal.class : value; // No value of a line is a class.
    }
}
