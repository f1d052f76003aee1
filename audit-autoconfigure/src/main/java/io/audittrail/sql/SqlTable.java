package io.audittrail.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table as a statement or a mapping names it: with its catalog and schema, or without. */
public record SqlTable(@Nullable SqlName catalog, @Nullable SqlName schema, SqlName name) {

    /** @param written a name, or names with dots between them; quotes count */
    public static SqlTable of(String written) {
        List<SqlName> parts = new ArrayList<>();
        int from = 0;
        char quote = 0;
        for (int i = 0; i <= written.length(); i++) {
            if (i == written.length() || (quote == 0 && written.charAt(i) == '.')) {
                parts.add(SqlName.of(written.substring(from, i).trim()));
                from = i + 1;
            } else if (quote != 0) {
                quote = written.charAt(i) == quote ? 0 : quote;
            } else if ("\"`[".indexOf(written.charAt(i)) >= 0) {
                quote = written.charAt(i) == '[' ? ']' : written.charAt(i);
            }
        }
        int last = parts.size() - 1;
        return new SqlTable(
                last > 1 ? parts.get(last - 2) : null, last > 0 ? parts.get(last - 1) : null, parts.get(last));
    }

    /** Whether the two may be the same table: what both of them say agrees, from the name on backwards. */
    public boolean matches(SqlTable other) {
        List<SqlName> mine = parts();
        List<SqlName> others = other.parts();
        for (int i = 0; i < Math.min(mine.size(), others.size()); i++) {
            if (!mine.get(i).matches(others.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The name, then what it is part of. A database that has only one of schema and catalog calls it either. */
    private List<SqlName> parts() {
        List<SqlName> parts = new ArrayList<>(List.of(name));
        if (schema != null) {
            parts.add(schema);
        }
        if (catalog != null) {
            parts.add(catalog);
        }
        return parts;
    }

    /** As it goes into a record: without quotes, dots between the names. */
    @Override
    public String toString() {
        List<SqlName> parts = new ArrayList<>(parts());
        Collections.reverse(parts);
        return parts.stream().map(SqlName::text).collect(Collectors.joining("."));
    }
}
