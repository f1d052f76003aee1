package io.audittrail.hibernate;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Set;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * How a collection differs from what it was, in its own elements; of a map, in its entries. Found by walking through the
 * collection, which is never copied.
 *
 * @param isReordered whether more happened to a list than that elements were taken away, and others added at the end
 */
record LiveDifference(
        List<? extends @Nullable Object> removed, List<? extends @Nullable Object> added, boolean isReordered) {

    boolean isNone() {
        return removed.isEmpty() && added.isEmpty() && !isReordered;
    }

    /** @param before Hibernate's snapshot of a set: each element is its own key */
    static LiveDifference ofSets(
            Map<?, ?> before, Set<?> after, ElementComparison comparison, SharedSessionContractImplementor session) {
        List<@Nullable Object> removed = new ArrayList<>();
        List<@Nullable Object> added = new ArrayList<>();
        int found = 0;
        for (Object element : after) {
            Object old = before.get(element);
            if (old == null) {
                added.add(element);
                continue;
            }
            found++;
            if (!comparison.same(old, element, session)) {
                removed.add(old);
                added.add(element);
            }
        }
        if (found < before.size()) {
            addMissing(before.keySet(), after, removed);
        }
        return new LiveDifference(
                comparison.without(removed, added, session), comparison.without(added, removed, session), false);
    }

    private static void addMissing(Set<?> before, Set<?> after, List<@Nullable Object> missing) {
        for (Object element : before) {
            if (!after.contains(element)) {
                missing.add(element);
            }
        }
    }

    /** @param isOrdered whether the places of the elements are stored */
    static LiveDifference ofLists(
            List<?> before,
            List<?> after,
            boolean isOrdered,
            ElementComparison comparison,
            SharedSessionContractImplementor session) {
        int shorter = Math.min(before.size(), after.size());
        int start = sameAtStart(before, after, comparison, session);
        int end = sameAtEnd(before, after, shorter - start, comparison, session);
        List<?> old = before.subList(start, before.size() - end);
        List<?> now = after.subList(start, after.size() - end);
        List<@Nullable Object> removed = comparison.without(old, now, session);
        List<@Nullable Object> added = comparison.without(now, old, session);
        boolean isReordered = isOrdered
                && !(isAtEnd(added, now, end)
                        && isInOrder(
                                comparison.without(old, removed, session),
                                comparison.without(now, added, session),
                                comparison,
                                session));
        return isOrdered
                ? new LiveDifference(removed, added, isReordered)
                : new LiveDifference(stored(removed), stored(added), false);
    }

    private static int sameAtStart(
            List<?> before, List<?> after, ElementComparison comparison, SharedSessionContractImplementor session) {
        Iterator<?> others = after.iterator();
        int same = 0;
        for (Object element : before) {
            if (!others.hasNext() || !comparison.same(element, others.next(), session)) {
                break;
            }
            same++;
        }
        return same;
    }

    private static int sameAtEnd(
            List<?> before,
            List<?> after,
            int most,
            ElementComparison comparison,
            SharedSessionContractImplementor session) {
        ListIterator<?> elements = before.listIterator(before.size());
        ListIterator<?> others = after.listIterator(after.size());
        int same = 0;
        while (same < most && comparison.same(elements.previous(), others.previous(), session)) {
            same++;
        }
        return same;
    }

    /** Whether those that are new stand behind all others, in the part of the list that differs and behind that. */
    private static boolean isAtEnd(List<?> added, List<?> now, int sameAtEnd) {
        return added.isEmpty() || (sameAtEnd == 0 && isSame(now.subList(now.size() - added.size(), now.size()), added));
    }

    private static boolean isSame(List<?> a, List<?> b) {
        Iterator<?> others = b.iterator();
        for (Object element : a) {
            if (element != others.next()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInOrder(
            List<?> old, List<?> now, ElementComparison comparison, SharedSessionContractImplementor session) {
        return old.size() == now.size() && sameAtStart(old, now, comparison, session) == old.size();
    }

    /** A bag may hold nulls; no row tells of them. */
    private static List<@Nullable Object> stored(List<@Nullable Object> elements) {
        elements.removeIf(element -> element == null);
        return elements;
    }

    /** A key without a value is no entry: there is no row for it. */
    static LiveDifference ofMaps(
            Map<?, ?> before,
            Map<?, ?> after,
            Iterator<?> entries,
            ElementComparison comparison,
            SharedSessionContractImplementor session) {
        List<Map.Entry<?, ?>> removed = new ArrayList<>();
        List<Map.Entry<?, ?>> added = new ArrayList<>();
        int found = 0;
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = (Map.Entry<?, ?>) entries.next();
            Object old = before.get(entry.getKey());
            found += old == null ? 0 : 1;
            if (comparison.same(old, entry.getValue(), session)) {
                continue;
            }
            if (old != null) {
                removed.add(entry(entry.getKey(), old));
            }
            if (entry.getValue() != null) {
                added.add(entry(entry.getKey(), entry.getValue()));
            }
        }
        if (found < before.size()) {
            addMissing(before.entrySet(), after, removed);
        }
        return new LiveDifference(removed, added, false);
    }

    private static void addMissing(
            Collection<? extends Map.Entry<?, ?>> before, Map<?, ?> after, List<Map.Entry<?, ?>> missing) {
        for (Map.Entry<?, ?> entry : before) {
            if (entry.getValue() != null && !after.containsKey(entry.getKey())) {
                missing.add(entry(entry.getKey(), entry.getValue()));
            }
        }
    }

    private static Map.Entry<?, ?> entry(Object key, Object value) {
        return new AbstractMap.SimpleImmutableEntry<>(key, value);
    }
}
