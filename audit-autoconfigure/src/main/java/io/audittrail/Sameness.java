package io.audittrail;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When two plain values are the same: {@code 1} and {@code 1.00} are, what is {@link Hidden} never is. */
final class Sameness {

    /** So many always fit. */
    private static final int LONG_DIGITS = 18;

    private Sameness() {}

    static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Hidden || b instanceof Hidden) {
            return false;
        }
        if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
            return x.compareTo(y) == 0;
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.keySet().equals(y.keySet())
                    && x.entrySet().stream().allMatch(e -> same(e.getValue(), y.get(e.getKey())));
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return sameElements(x, y);
        }
        return Objects.equals(a, b);
    }

    private static boolean sameElements(List<?> a, List<?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        Iterator<?> others = b.iterator();
        for (Object element : a) {
            if (!same(element, others.next())) {
                return false;
            }
        }
        return true;
    }

    /** The first list without what is in the second: each element of that takes one away. In the order of the first. */
    static List<@Nullable Object> without(List<?> elements, List<?> others) {
        if (elements.isEmpty() || others.isEmpty()) {
            return new ArrayList<>(elements);
        }
        Map<Object, Integer> counts = new HashMap<>();
        others.forEach(other -> counts.merge(key(other), 1, Integer::sum));
        List<@Nullable Object> rest = new ArrayList<>();
        for (Object element : elements) {
            Integer left = counts.computeIfPresent(key(element), (key, count) -> count - 1);
            if (left == null || left < 0) {
                rest.add(element);
            }
        }
        return rest;
    }

    /**
     * Equal for values that are the same. What holds something hidden is the same only as an object; what is masked as a
     * whole looks the same everywhere, and never is.
     */
    static Object key(@Nullable Object value) {
        if (value == null) {
            return Nothing.INSTANCE;
        }
        if (value == Hidden.MASKED) {
            return new Object();
        }
        return holdsHidden(value) ? new Identity(value) : comparable(value);
    }

    static boolean holdsHidden(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(Sameness::holdsHidden);
        }
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(Sameness::holdsHidden);
        }
        return value instanceof Hidden;
    }

    private static Object comparable(Object value) {
        if (value instanceof BigDecimal number) {
            BigDecimal plain = number.stripTrailingZeros();
            boolean isLong = plain.scale() <= 0 && plain.precision() - plain.scale() <= LONG_DIGITS;
            return isLong ? plain.longValue() : plain;
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> parts = new HashMap<>();
            map.forEach((name, part) -> parts.put(name, key(part)));
            return parts;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Sameness::key).toList();
        }
        return value;
    }

    private enum Nothing {
        INSTANCE
    }

    private record Identity(Object value) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Identity identity && identity.value == value;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(value);
        }
    }
}
