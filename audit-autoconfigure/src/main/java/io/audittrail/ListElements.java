package io.audittrail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Of a list.
 *
 * @param from what it was, or a digest of that; kept where nothing moved as well: the next change may move something
 * @param to what it became, or a digest of that
 * @param isReordered whether more happened than that elements were taken away, and others added at the end
 */
record ListElements(
        List<@Nullable Object> added, List<@Nullable Object> removed, Object from, Object to, boolean isReordered)
        implements Elements {

    ListElements {
        added = Collections.unmodifiableList(added);
        removed = Collections.unmodifiableList(removed);
    }

    static ListElements between(List<? extends @Nullable Object> before, List<? extends @Nullable Object> after) {
        List<@Nullable Object> added = Sameness.without(after, before);
        List<@Nullable Object> removed = Sameness.without(before, after);
        List<@Nullable Object> replayed = Sameness.without(before, removed);
        replayed.addAll(added);
        return new ListElements(
                added, removed, copy(before), copy(after), !keys(replayed).equals(keys(after)));
    }

    private static List<@Nullable Object> copy(List<? extends @Nullable Object> list) {
        return Collections.unmodifiableList(new ArrayList<>(list));
    }

    private static List<Object> keys(List<? extends @Nullable Object> list) {
        return list.stream().map(Sameness::key).toList();
    }

    @Override
    public List<Change> changed() {
        return List.of();
    }

    @Override
    public @Nullable Object before() {
        return isReordered ? from : null;
    }

    @Override
    public @Nullable Object after() {
        return isReordered ? to : null;
    }

    @Override
    public boolean isNone() {
        return added.isEmpty() && removed.isEmpty() && !isReordered;
    }

    @Override
    public Elements then(Elements later) {
        if (!(later instanceof ListElements next)) {
            return later.isNone() ? this : BagElements.net(this, later);
        }
        if (from instanceof List<?> before && next.to instanceof List<?> after) {
            return between(before, after);
        }
        BagElements net = BagElements.net(this, next);
        boolean hasMoved =
                Sameness.without(next.added, removed).size() < next.added.size(); // from its place to the end
        boolean mayBeReordered = (isReordered || next.isReordered || hasMoved) && !isCertainlySame(from, next.to);
        return new ListElements(net.added(), net.removed(), from, next.to, mayBeReordered);
    }

    /** A digest may be of no more than the length. */
    private static boolean isCertainlySame(Object from, Object to) {
        return from.equals(to) && from instanceof Map<?, ?> digest && digest.size() > 1;
    }

    static ListElements ofLong(
            List<? extends @Nullable Object> added,
            List<? extends @Nullable Object> removed,
            Object before,
            Object after,
            boolean isReordered) {
        return new ListElements(copy(added), copy(removed), before, after, isReordered);
    }
}
