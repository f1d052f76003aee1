package io.audittrail.reconcile;

import io.audittrail.line.LineType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row that a trigger saw.
 *
 * @param number its own, in the audit tables
 * @param entity null where the row is of no known type
 * @param id its text; null of what is about no single row
 */
record SeenRow(
        long number,
        UUID tx,
        String operation,
        String schema,
        String table,
        @Nullable String entity,
        @Nullable String id) {

    /** Whether it is one of several that have the same id, as far as it is shown. */
    boolean hasMaskedId() {
        return id != null && id.contains(LineType.MASKED);
    }

    String qualifiedTable() {
        return schema + '.' + table;
    }
}
