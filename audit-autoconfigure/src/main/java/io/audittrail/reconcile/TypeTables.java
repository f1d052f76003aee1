package io.audittrail.reconcile;

import io.audittrail.StatementRecord;
import io.audittrail.line.RowMapping;
import io.audittrail.trail.TypeNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Of which types the rows of a table are. For one comparison; not thread-safe. */
final class TypeTables {

    private final TypeNames names;
    private final Map<String, Set<String>> known = new HashMap<>();
    private final Map<String, Set<String>> reached = new HashMap<>();
    private final Map<List<String>, Set<String>> elements = new HashMap<>();
    private final Map<String, Set<String>> places = new HashMap<>();

    TypeTables(TypeNames names) {
        this.names = names;
    }

    /** Also the tables of its collections. Of a type that is not mapped any more, those that said so then. */
    boolean has(String entity, SeenRow row) {
        Set<String> tables = known.computeIfAbsent(entity, this::tables);
        return tables.isEmpty() ? entity.equals(row.entity()) : isAmong(tables, row);
    }

    private Set<String> tables(String entity) {
        return names.of(entity).stream()
                .flatMap(name -> names.tablesOf(name).stream())
                .map(TypeTables::plain)
                .collect(Collectors.toSet());
    }

    /** Whether a change of an entity may have changed the row, also as that of an element which holds the key of its owner. */
    boolean reaches(String entity, SeenRow row) {
        Set<String> tables = reachedBy(entity);
        return tables.isEmpty() ? entity.equals(row.entity()) : isAmong(tables, row);
    }

    /** Whether a change of a collection may have changed the row as that of an element, which holds the key of its owner. */
    boolean isOfElement(String entity, String property, SeenRow row) {
        return isAmong(
                elements.computeIfAbsent(
                        List.of(entity, property), collection -> plain(names.elementTablesOf(entity, property))),
                row);
    }

    private Set<String> reachedBy(String entity) {
        return reached.computeIfAbsent(entity, type -> plain(names.reachedBy(type)));
    }

    /**
     * Whether the row is of one of these tables, or of another one of a type that reaches one of these.
     *
     * @param tables none are all
     */
    boolean isBeside(Collection<String> tables, SeenRow row) {
        Set<String> these = plain(tables);
        return these.isEmpty()
                || isAmong(these, row)
                || names.audited().stream()
                        .map(this::reachedBy)
                        .anyMatch(ofType ->
                                isAmong(ofType, row) && ofType.stream().anyMatch(table -> isNamed(table, these)));
    }

    /** Bare or behind its schema, as for a pause. */
    private static boolean isNamed(String table, Set<String> names) {
        return names.contains(table) || names.contains(table.substring(table.lastIndexOf('.') + 1));
    }

    /** Whether the statement may have changed the row. */
    boolean concerns(StatementRecord statement, SeenRow row) {
        String entity = statement.entity();
        if (entity != null && has(entity, row)) {
            return true;
        }
        Collection<String> tables = statement.tables();
        return tables.isEmpty() ? entity == null : isAmong(plain(tables), row);
    }

    /** Names have a schema or have none. */
    private static boolean isAmong(Set<String> tables, SeenRow row) {
        String table = row.table().toLowerCase(Locale.ROOT);
        return tables.contains(table) || tables.contains(row.schema().toLowerCase(Locale.ROOT) + '.' + table);
    }

    private static Set<String> plain(Collection<String> names) {
        return names.stream().map(TypeTables::plain).collect(Collectors.toSet());
    }

    /** Without quotes, and without the catalog. */
    private static String plain(String name) {
        String table = name.replaceAll("[\"`\\[\\]]", "").toLowerCase(Locale.ROOT);
        int last = table.lastIndexOf('.');
        return last < 0 ? table : table.substring(table.lastIndexOf('.', last - 1) + 1);
    }

    /** Of an id as it stands in the log or a row, what is the same in both. */
    @Nullable
    String key(String unit, String entity, @Nullable Object id) {
        TypeNames.Mapping type = names.mappingOf(unit, entity);
        return IdKey.of(id, type == null ? id : type.id().of(id));
    }

    /** As it is in the log, too; null where the mapping does not tell. */
    @Nullable
    String key(String unit, SeenRow row, RowContent content) {
        RowMapping mapping = rowsOf(unit, row);
        return mapping == null || row.entity() == null
                ? null
                : key(unit, row.entity(), mapping.read(content.last()).id());
    }

    /** Whether a row of the table is there as long as its entity is. */
    boolean isMain(String unit, SeenRow row) {
        RowMapping mapping = rowsOf(unit, row);
        return mapping == null || mapping.isMain();
    }

    private @Nullable RowMapping rowsOf(String unit, SeenRow row) {
        TypeNames.Mapping type = row.entity() == null ? null : names.mappingOf(unit, row.entity());
        return type == null ? null : type.rowsOf(row.table());
    }

    /** Whether only the place of an element in a collection changed of which no record tells. */
    boolean isPlace(SeenRow row, RowContent content) {
        Set<String> columns = places.computeIfAbsent(row.qualifiedTable(), table -> placesIn(row));
        return !columns.isEmpty() && content.changesOnly(columns);
    }

    private Set<String> placesIn(SeenRow row) {
        return names.places().entrySet().stream()
                .filter(table -> isAmong(plain(Set.of(table.getKey())), row))
                .flatMap(table -> table.getValue().stream())
                .collect(Collectors.toSet());
    }
}
