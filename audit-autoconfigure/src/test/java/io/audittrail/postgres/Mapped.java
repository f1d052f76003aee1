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

    static MappedTable of(MappedTable table, MappedTable.Kinds kinds) {
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
