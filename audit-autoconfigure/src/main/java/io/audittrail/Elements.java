package io.audittrail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a collection: which elements were added, and which were taken away. Elements are values as in {@link Change};
 * of a map they are its entries, see {@link #entry}. Immutable.
 */
public sealed interface Elements permits BagElements, ListElements, MapElements {

    /** Lists with more elements are not told as a whole when their order changes. */
    int LISTED = 100;

    List<@Nullable Object> added();

    List<@Nullable Object> removed();

    /** The keys of a map that have another value now, by their text. */
    List<Change> changed();

    /**
     * A list before, when its elements are at other places than taking some away and adding others at the end would have
     * brought them to; null otherwise. Of a list with more than {@value #LISTED} elements a digest.
     */
    default @Nullable Object before() {
        return null;
    }

    /** What {@link #before} has become. */
    default @Nullable Object after() {
        return null;
    }

    boolean isNone();

    /** The net effect of this and what became of the same collection later. */
    Elements then(Elements later);

    /** Nothing became of it; goes together with what becomes of any kind of collection. */
    static Elements none() {
        return BagElements.NONE;
    }

    /** Of a set, or a bag: the order tells nothing. */
    static Elements of(List<? extends @Nullable Object> added, List<? extends @Nullable Object> removed) {
        return new BagElements(new ArrayList<>(added), new ArrayList<>(removed));
    }

    /** Of a list that has up to {@value #LISTED} elements before and after. */
    static Elements ofList(List<? extends @Nullable Object> before, List<? extends @Nullable Object> after) {
        return ListElements.between(before, after);
    }

    /**
     * Of a list that has more elements before or after.
     *
     * <p>Of an element that is there twice and is taken away, nobody knows afterwards which one it was.
     *
     * @param before a digest where the list has more elements than that, and so is after
     * @param isReordered whether more happened than that elements were taken away, and others added at the end
     */
    static Elements ofLongList(
            List<? extends @Nullable Object> added,
            List<? extends @Nullable Object> removed,
            Object before,
            Object after,
            boolean isReordered) {
        return ListElements.ofLong(added, removed, before, after, isReordered);
    }

    /**
     * Of a map.
     *
     * @param before the {@linkplain #entry entries} that are gone or have another value now
     * @param after those that are new or have another value now
     */
    static Elements ofMap(List<Map<String, @Nullable Object>> before, List<Map<String, @Nullable Object>> after) {
        return MapElements.between(before, after);
    }

    /**
     * Of a map, as a line tells of it.
     *
     * @param changed the values of keys that were there before, by the texts of the keys
     */
    static Elements ofMap(List<?> added, List<?> removed, List<Change> changed) {
        return MapElements.of(added, removed, changed);
    }

    /** An entry of a map. */
    static Map<String, @Nullable Object> entry(@Nullable Object key, @Nullable Object value) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("key", key);
        entry.put("value", value);
        return Collections.unmodifiableMap(entry);
    }
}
