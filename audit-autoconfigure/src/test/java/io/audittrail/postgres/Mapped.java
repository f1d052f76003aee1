package io.audittrail.postgres;

import io.audittrail.hibernate.MappedTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tables as a mapping has them, for tests. */
final class Mapped {

    private Mapped() {}

    static MappedTable table(String name) {
        return table(null, name, Map.of());
    }

    static MappedTable table(@Nullable String schema, String name, Map<String, String> id) {
        return new MappedTable(
                schema, name, "Project", null, new LinkedHashMap<>(id), null, Set.of(), Set.of(), Set.of());
    }

    /** Of ids of these columns, whose attributes have other names. */
    static MappedTable identified(MappedTable table, String... columns) {
        Map<String, String> id = new LinkedHashMap<>();
        for (String column : columns) {
            id.put(column, "its " + column);
        }
        return new MappedTable(
                table.schema(),
                table.name(),
                table.entity(),
                table.kinds(),
                id,
                table.label(),
                table.without(),
                table.masked(),
                table.known());
    }

    static MappedTable labelled(MappedTable table, String column) {
        return new MappedTable(
                table.schema(),
                table.name(),
                table.entity(),
                table.kinds(),
                table.id(),
                column,
                table.without(),
                table.masked(),
                table.known());
    }

    /** Of rows that are elements of a collection, and so of no entity. */
    static MappedTable element(MappedTable table) {
        return of(table, null);
    }

    static MappedTable hiding(MappedTable table, Set<String> without, Set<String> masked) {
        return new MappedTable(
                table.schema(),
                table.name(),
                table.entity(),
                table.kinds(),
                table.id(),
                table.label(),
                without,
                masked,
                table.known());
    }

    static MappedTable knowing(MappedTable table, Set<String> known) {
        return new MappedTable(
                table.schema(),
                table.name(),
                table.entity(),
                table.kinds(),
                table.id(),
                table.label(),
                table.without(),
                table.masked(),
                known);
    }

    static MappedTable of(MappedTable table, MappedTable.@Nullable Kinds kinds) {
        return new MappedTable(
                table.schema(),
                table.name(),
                null,
                kinds,
                table.id(),
                table.label(),
                table.without(),
                table.masked(),
                table.known());
    }
}
