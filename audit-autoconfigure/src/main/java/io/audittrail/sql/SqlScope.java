package io.audittrail.sql;

import java.util.List;

/** What it takes to say whether a statement concerns a unit, and what of it may be shown. Thread-safe. */
public record SqlScope(SqlReader reader, AuditedTables tables) {

    /** The same, and more tables, as somebody has written their names. */
    public SqlScope with(List<String> names) {
        return names.isEmpty() ? this : new SqlScope(reader, tables.with(names));
    }
}
