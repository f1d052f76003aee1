package io.audittrail.reconcile;

import io.audittrail.line.LineType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a row was and what it became, by column.
 *
 * @param before null of a row that came
 * @param after null of a row that went
 * @param isHidden whether some of what changed is masked
 */
record RowContent(
        @Nullable Map<String, @Nullable Object> before,
        @Nullable Map<String, @Nullable Object> after,
        boolean isHidden) {

    /** @param changed of an update only what is another now */
    static RowContent of(String operation, Map<String, @Nullable Object> old, Map<String, @Nullable Object> changed) {
        Map<String, @Nullable Object> after = new LinkedHashMap<>(old);
        after.putAll(changed);
        return new RowContent(
                operation.equals("INSERT") ? null : old,
                operation.equals("DELETE") ? null : after,
                (operation.equals("DELETE") ? old : changed).containsValue(LineType.MASKED));
    }

    /** Whether it is an update of these columns alone. */
    boolean changesOnly(Set<String> columns) {
        if (before == null || after == null || isHidden) {
            return false;
        }
        Map<String, @Nullable Object> now = after;
        return before.entrySet().stream()
                .allMatch(column -> columns.contains(column.getKey())
                        || Objects.equals(column.getValue(), now.get(column.getKey())));
    }

    /** What there is of it. */
    Map<String, @Nullable Object> last() {
        if (after != null) {
            return after;
        }
        return before == null ? Map.of() : before;
    }
}
