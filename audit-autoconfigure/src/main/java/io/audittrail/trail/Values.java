package io.audittrail.trail;

import io.audittrail.Change;
import io.audittrail.Elements;
import io.audittrail.line.Digests;
import io.audittrail.line.LineType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares values as lines have them. Some do not show what they stand for: of these neither is said. */
final class Values {

    private static final Set<String> DIGEST = Set.of("length", "sha256", "head");

    /** What can be said of two values. */
    private enum Comparison {
        SAME,
        DIFFERENT,
        OPEN
    }

    private Values() {}

    /** Whether it is certain that they are the same. */
    static boolean isSame(@Nullable Object a, @Nullable Object b) {
        return compare(a, b) == Comparison.SAME;
    }

    /** Whether it is certain that they are not. */
    static boolean isOther(@Nullable Object a, @Nullable Object b) {
        return compare(a, b) == Comparison.DIFFERENT;
    }

    /** Whether it is not shown how, or whether, something changed. */
    static boolean isHidden(Change change) {
        Elements elements = change.elements();
        if (elements == null) {
            return compare(change.oldValue(), change.newValue()) == Comparison.OPEN;
        }
        return !isSame(elements.added(), elements.added())
                || !isSame(elements.removed(), elements.removed())
                || elements.changed().stream().anyMatch(Values::isHidden);
    }

    private static Comparison compare(@Nullable Object a, @Nullable Object b) {
        if (isHidden(a) || isHidden(b)) {
            return Comparison.OPEN;
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return compareMembers(x, y);
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return compareElements(x, y);
        }
        if (a instanceof String text && b instanceof Map<?, ?> digest && isDigest(digest)) {
            return said(isDigestOf(digest, text));
        }
        if (a instanceof Map<?, ?> digest && b instanceof String text && isDigest(digest)) {
            return said(isDigestOf(digest, text));
        }
        if (a instanceof Number x && b instanceof Number y) { // 5 is read as another type than 5.00.
            return said(decimal(x).compareTo(decimal(y)) == 0);
        }
        return said(Objects.equals(a, b));
    }

    private static Comparison said(boolean same) {
        return same ? Comparison.SAME : Comparison.DIFFERENT;
    }

    private static Comparison compareMembers(Map<?, ?> a, Map<?, ?> b) {
        if (!a.keySet().equals(b.keySet())) {
            return Comparison.DIFFERENT;
        }
        Comparison all = Comparison.SAME;
        for (Map.Entry<?, ?> member : a.entrySet()) {
            all = and(all, compare(member.getValue(), b.get(member.getKey())));
        }
        return all;
    }

    private static Comparison compareElements(List<?> a, List<?> b) {
        if (a.size() != b.size()) {
            return Comparison.DIFFERENT;
        }
        Comparison all = Comparison.SAME;
        Iterator<?> others = b.iterator();
        for (Object element : a) {
            all = and(all, compare(element, others.next()));
        }
        return all;
    }

    private static Comparison and(Comparison one, Comparison other) {
        return one == Comparison.DIFFERENT || other == Comparison.SAME ? one : other;
    }

    /** Masked, or not read. What an application writes itself may look the same. */
    private static boolean isHidden(@Nullable Object value) {
        return LineType.MASKED.equals(value)
                || (value instanceof Map<?, ?> map
                        && map.size() == 1
                        && (map.get("error") instanceof String || map.get("unread") instanceof String));
    }

    private static boolean isDigest(Map<?, ?> map) {
        return map.keySet().equals(DIGEST);
    }

    /** A text may have been longer than allowed on one side, and not on the other. */
    private static boolean isDigestOf(Map<?, ?> digest, String text) {
        return Digests.of(text.getBytes(StandardCharsets.UTF_8)).equals(digest.get("sha256"));
    }

    static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
    }
}
