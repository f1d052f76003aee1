package io.audittrail.postgres;

import io.audittrail.hibernate.MappedTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
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
        return changed(table, parts -> parts.id = id);
    }

    static MappedTable labelled(MappedTable table, String column) {
        return changed(table, parts -> parts.label = column);
    }

    /** Of rows that are elements of a collection, and so of no entity. */
    static MappedTable element(MappedTable table) {
        return changed(table, parts -> parts.entity = null);
    }

    static MappedTable hiding(MappedTable table, Set<String> without, Set<String> masked) {
        return changed(table, parts -> {
            parts.without = without;
            parts.masked = masked;
        });
    }

    static MappedTable knowing(MappedTable table, Set<String> known) {
        return changed(table, parts -> parts.known = known);
    }

    static MappedTable of(MappedTable table, MappedTable.Kinds kinds) {
        return changed(table, parts -> {
            parts.entity = null;
            parts.kinds = kinds;
        });
    }

    private static MappedTable changed(MappedTable table, Consumer<Parts> change) {
        Parts parts = new Parts(table);
        change.accept(parts);
        return new MappedTable(
                table.schema(),
                table.name(),
                parts.entity,
                parts.kinds,
                parts.id,
                parts.label,
                parts.without,
                parts.masked,
                parts.known);
    }

    /** What of a table may be changed. */
    private static final class Parts {

        @Nullable
        String entity;

        MappedTable.@Nullable Kinds kinds;
        Map<String, String> id;

        @Nullable
        String label;

        Set<String> without;
        Set<String> masked;
        Set<String> known;

        Parts(MappedTable table) {
            entity = table.entity();
            kinds = table.kinds();
            id = table.id();
            label = table.label();
            without = table.without();
            masked = table.masked();
            known = table.known();
        }
    }
}
