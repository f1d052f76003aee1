package io.audittrail.hibernate;

import io.audittrail.StatementRecord.Kind;
import io.audittrail.sql.Concern;
import io.audittrail.sql.SqlStatement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a statement changes.
 *
 * @param entities the audited types whose rows it may change; null when these may be any
 * @param concern null when it is no SQL
 */
record BulkEffect(
        Kind kind,
        @Nullable Set<String> entities,
        List<String> tables,
        @Nullable Concern concern) {

    BulkEffect {
        tables = List.copyOf(tables);
    }

    /** Null when it is none. */
    @Nullable
    SqlStatement sql() {
        return concern == null ? null : concern.statement();
    }

    /** The audited type, when there is exactly one. */
    @Nullable
    String entity() {
        return entities != null && entities.size() == 1 ? entities.iterator().next() : null;
    }

    /** Of SQL that returns rows: whether it begins with what it does, as in {@code delete ... returning}. */
    boolean returnsWhatItChanges() {
        SqlStatement sql = sql();
        return sql != null
                && sql.text().regionMatches(true, 0, kind.name(), 0, kind.name().length());
    }

    /** Whether the number of rows tells nothing, or not of all. */
    boolean isUncounted() {
        return concern != null && !concern.statement().isCounted();
    }
}
