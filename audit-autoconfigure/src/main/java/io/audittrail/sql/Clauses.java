package io.audittrail.sql;

import java.util.List;
import java.util.Locale;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;

/** What the parser says, in our words: it has null for what is empty, and names as they were written. */
final class Clauses {

    private Clauses() {}

    static <T> List<T> each(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    static List<String> names(@Nullable List<Column> columns) {
        return each(columns).stream()
                .map(column -> lower(SqlName.of(column.getColumnName()).text()))
                .toList();
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
