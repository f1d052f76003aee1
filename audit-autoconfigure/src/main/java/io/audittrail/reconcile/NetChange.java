package io.audittrail.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the changes of a row, or of several that nobody can tell apart, come to. */
final class NetChange {

    private NetChange() {}

    /**
     * Whether a row is what it was before, in the end: the log tells of what remains. What is masked may have changed, unless the
     * row was not there before and is not there after.
     *
     * @param changes of one row, in their order; null where it is not known what the row held
     */
    static boolean isNothing(List<@Nullable RowContent> changes) {
        RowContent first = changes.get(0);
        if (first == null) {
            return false;
        }
        RowContent last = first;
        boolean isHidden = first.isHidden();
        for (RowContent change : changes.subList(1, changes.size())) {
            if (change == null || !Objects.equals(last.after(), change.before())) {
                return false;
            }
            isHidden |= change.isHidden();
            last = change;
        }
        return changes.size() > 1
                && Objects.equals(first.before(), last.after())
                && (first.before() == null || !isHidden);
    }

    /**
     * Whether all rows that came went again.
     *
     * @param changes of rows whose ids are masked
     */
    static boolean isPassing(List<@Nullable RowContent> changes) {
        List<Map<String, @Nullable Object>> there = new ArrayList<>();
        for (RowContent change : changes) {
            Map<String, @Nullable Object> before = change == null ? null : change.before();
            Map<String, @Nullable Object> after = change == null ? null : change.after();
            boolean isOne = before == null ? after != null && there.add(after) : after == null && there.remove(before);
            if (!isOne) {
                return false;
            }
        }
        return there.isEmpty();
    }
}
