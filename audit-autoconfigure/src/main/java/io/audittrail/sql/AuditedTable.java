package io.audittrail.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table whose changes are recorded.
 *
 * @param entities the JPA names of the audited types whose rows are in it; none for a table that only the settings name
 * @param columns those that are known, and whether each is masked
 */
public record AuditedTable(SqlTable name, List<String> entities, Map<String, Boolean> columns) {

    /** @param columns in any case */
    public AuditedTable {
        entities = List.copyOf(entities);
        Map<String, Boolean> small = new HashMap<>();
        // One that two attributes share is masked when it is for either.
        columns.forEach((column, masked) ->
                small.merge(SqlName.of(column).text().toLowerCase(Locale.ROOT), masked, Boolean::logicalOr));
        columns = Map.copyOf(small);
    }

    /** One that only the settings name. */
    public static AuditedTable named(String written) {
        return new AuditedTable(SqlTable.of(written), List.of(), Map.of());
    }
}
