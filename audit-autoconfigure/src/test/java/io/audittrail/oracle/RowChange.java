package io.audittrail.oracle;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a trigger saw of one row.
 *
 * @param xid the transaction, as the database names it
 * @param marker the transaction, as the workload names it
 * @param statement the statement that the workload made it by; empty where it was an entity's change
 * @param before the row; null when it was inserted
 * @param after the row; null when it was deleted
 */
record RowChange(
        String xid,
        String marker,
        String actor,
        String statement,
        String table,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {

    /** What says whose row it is; keys do not change. */
    JsonNode row() {
        JsonNode row = after != null ? after : before;
        if (row == null) {
            throw new IllegalStateException("A change of no row");
        }
        return row;
    }
}
