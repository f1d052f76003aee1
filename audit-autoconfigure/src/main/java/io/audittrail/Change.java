package io.audittrail;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One property of an entity, before and after.
 *
 * <p>Values are plain and immutable: null, strings, numbers, booleans, UUIDs, {@code java.time} values, lists and maps of
 * these, or {@link Hidden}. A to-one association is the id of its target, an embeddable is a map in mapping order.
 */
public record Change(
        String property,
        @Nullable Object oldValue,
        @Nullable Object newValue) {

    public Change {
        Objects.requireNonNull(property, "property");
    }

    /** The net change of this one and a later one of the same property: first old value, last new value. */
    public Change then(Change later) {
        return new Change(property, oldValue, later.newValue);
    }

    /** Whether the property ends where it began. {@code 1} and {@code 1.00} are the same; hidden values never are. */
    public boolean isNone() {
        return same(oldValue, newValue);
    }

    private static boolean same(@Nullable Object a, @Nullable Object b) {
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
}
