package io.audittrail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Of a map: for each key the entry that was there before, and the one that is there after. */
final class MapElements implements Elements {

    private static final String KEY = "key";
    private static final String VALUE = "value";

    private final Map<Object, Sides> keys;
    private final List<@Nullable Object> added = new ArrayList<>();
    private final List<@Nullable Object> removed = new ArrayList<>();
    private final List<Change> changed = new ArrayList<>();

    /** Null where there was no entry. */
    private record Sides(
            @Nullable Map<String, @Nullable Object> before,
            @Nullable Map<String, @Nullable Object> after) {

        @Nullable
        Object key() {
            Map<String, @Nullable Object> entry = before != null ? before : after;
            return entry == null ? null : entry.get(KEY);
        }
    }

    private MapElements(Map<Object, Sides> keys) {
        this.keys = keys;
        keys.values().forEach(this::sort);
    }

    /** @param changed by the texts of the keys: from a line nothing else is known of them */
    static MapElements of(List<?> added, List<?> removed, List<Change> changed) {
        List<Map<String, @Nullable Object>> before = entries(removed);
        List<Map<String, @Nullable Object>> after = entries(added);
        MapElements elements = between(before, after);
        for (Change change : changed) {
            elements.keys.put(
                    change.property(),
                    new Sides(
                            Elements.entry(change.property(), change.oldValue()),
                            Elements.entry(change.property(), change.newValue())));
            elements.changed.add(change);
        }
        return elements;
    }

    /** A line in which no value has changed does not say whether it tells of a map. */
    static MapElements of(BagElements elements) {
        return between(entries(elements.removed()), entries(elements.added()));
    }

    static boolean isOfEntries(BagElements elements) {
        return elements.added().stream().allMatch(MapElements::isEntry)
                && elements.removed().stream().allMatch(MapElements::isEntry);
    }

    private static boolean isEntry(@Nullable Object element) {
        return element instanceof Map<?, ?> entry && entry.keySet().equals(Set.of(KEY, VALUE));
    }

    private static List<Map<String, @Nullable Object>> entries(List<?> elements) {
        List<Map<String, @Nullable Object>> entries = new ArrayList<>();
        for (Object element : elements) {
            if (!(element instanceof Map<?, ?> entry) || !isEntry(entry)) {
                throw new IllegalArgumentException("an entry of a map is something else");
            }
            entries.add(Elements.entry(entry.get(KEY), entry.get(VALUE)));
        }
        return entries;
    }

    static MapElements between(List<Map<String, @Nullable Object>> before, List<Map<String, @Nullable Object>> after) {
        Map<Object, Sides> keys = new LinkedHashMap<>();
        before.forEach(entry -> keys.put(key(entry), new Sides(entry, null)));
        after.forEach(entry ->
                keys.merge(key(entry), new Sides(null, entry), (gone, come) -> new Sides(gone.before, come.after)));
        return new MapElements(keys);
    }

    private static Object key(Map<String, @Nullable Object> entry) {
        Object key = entry.get(KEY);
        return key == null || Sameness.holdsHidden(key) ? Sameness.key(key) : String.valueOf(key);
    }

    private void sort(Sides sides) {
        if (sides.before == null && sides.after == null) {
            return; // come and gone
        }
        if (sides.before == null) {
            added.add(sides.after);
        } else if (sides.after == null) {
            removed.add(sides.before);
        } else {
            Object key = sides.after.get(KEY);
            Change change = new Change(String.valueOf(key), sides.before.get(VALUE), sides.after.get(VALUE));
            if (change.isNone()) {
                return;
            }
            if (Sameness.holdsHidden(key)) { // Such keys look the same, and cannot stand there as names.
                removed.add(sides.before);
                added.add(sides.after);
            } else {
                changed.add(change);
            }
        }
    }

    @Override
    public List<@Nullable Object> added() {
        return Collections.unmodifiableList(added);
    }

    @Override
    public List<@Nullable Object> removed() {
        return Collections.unmodifiableList(removed);
    }

    @Override
    public List<Change> changed() {
        return Collections.unmodifiableList(changed);
    }

    @Override
    public boolean isNone() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }

    @Override
    public Elements then(Elements later) {
        if (later instanceof BagElements bag && isOfEntries(bag)) {
            return then(of(bag));
        }
        if (!(later instanceof MapElements next)) {
            return BagElements.net(this, later);
        }
        Map<Object, Sides> net = new LinkedHashMap<>(keys);
        next.keys.forEach((key, sides) -> net.merge(
                key,
                sides,
                (first, last) -> new Sides(named(first.before, last.key()), named(last.after, first.key()))));
        return new MapElements(net);
    }

    /** Where only the text of a key is known, the other side may have the key itself. */
    private static @Nullable Map<String, @Nullable Object> named(
            @Nullable Map<String, @Nullable Object> entry, @Nullable Object key) {
        return entry == null || key == null || key instanceof String || !(entry.get(KEY) instanceof String)
                ? entry
                : Elements.entry(key, entry.get(VALUE));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MapElements elements
                && elements.added.equals(added)
                && elements.removed.equals(removed)
                && elements.changed.equals(changed);
    }

    @Override
    public int hashCode() {
        return 31 * added.hashCode() + removed.hashCode();
    }

    @Override
    public String toString() {
        return "added " + added + ", removed " + removed + ", changed " + changed;
    }
}
