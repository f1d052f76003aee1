package io.audittrail.sql;

import io.audittrail.StatementRecord.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The tables of one unit whose changes are recorded, and what must not be shown of them. Immutable. */
public final class AuditedTables {

    private final List<AuditedTable> tables;
    private final Predicate<String> maskedName;
    private final boolean anyMasked;

    /** @param maskedName whether a column is masked that no table here knows, by its name in small letters */
    public AuditedTables(List<AuditedTable> tables, Predicate<String> maskedName) {
        this.tables = List.copyOf(tables);
        this.maskedName = maskedName;
        this.anyMasked = this.tables.stream().anyMatch(AuditedTables::mayBeMasked);
    }

    AuditedTables with(List<String> names) {
        List<AuditedTable> more = new ArrayList<>(tables);
        names.forEach(name -> more.add(AuditedTable.named(name)));
        return new AuditedTables(more, maskedName);
    }

    /** Those of these tables that the statement changes, as far as its tables are known. */
    List<AuditedTable> touched(SqlStatement statement) {
        return tables.stream()
                .filter(table -> statement.tables().stream().anyMatch(table.name()::matches))
                .toList();
    }

    /**
     * Whether the statement is to be recorded: it changes one of these tables, or nobody can say that it doesn't. One
     * that could not be read may do so if it names one.
     */
    boolean concern(SqlStatement statement) {
        Kind kind = statement.kind();
        if (kind == null) {
            return false;
        }
        if (statement.complete() || !touched(statement).isEmpty()) {
            return !touched(statement).isEmpty();
        }
        // It changes what it names, unless it is a procedure, a block, or takes a whole schema away.
        boolean namesAll = Set.of(Kind.INSERT, Kind.UPDATE, Kind.DELETE, Kind.MERGE, Kind.TRUNCATE)
                .contains(kind);
        return !namesAll || statement.names().isEmpty() || !named(statement).isEmpty();
    }

    /** The JPA names of the types whose tables the statement changes; null when nobody knows. */
    @Nullable
    Set<String> entities(SqlStatement statement) {
        if (!statement.complete()) {
            return null;
        }
        Set<String> entities = new TreeSet<>();
        touched(statement).forEach(table -> entities.addAll(table.entities()));
        return entities;
    }

    /**
     * Whether the value of a parameter must not be shown. One whose columns are not known may belong to any column.
     *
     * @param index from 0 on
     */
    boolean isMasked(SqlStatement statement, int index) {
        if (!statement.readable()) {
            return anyMasked;
        }
        List<AuditedTable> named = statement.complete() ? named(statement) : tables;
        SqlParameter parameter = index >= 0 && index < statement.parameters().size()
                ? statement.parameters().get(index)
                : null;
        if (parameter == null || !parameter.isKnown()) {
            return named.stream().anyMatch(AuditedTables::mayBeMasked)
                    || statement.names().stream().anyMatch(maskedName);
        }
        return parameter.columns().stream().anyMatch(column -> isMasked(column, named));
    }

    private boolean isMasked(String column, List<AuditedTable> named) {
        boolean known = false;
        for (AuditedTable table : named) {
            Boolean masked = table.columns().get(column);
            if (masked != null && masked) {
                return true;
            }
            known |= masked != null;
        }
        return !known && maskedName.test(column);
    }

    /** Those whose name stands in the statement, also when it only reads them. */
    private List<AuditedTable> named(SqlStatement statement) {
        return tables.stream()
                .filter(table ->
                        statement.names().contains(table.name().name().text().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** Of a table that only the settings name, nobody knows the columns. */
    private static boolean mayBeMasked(AuditedTable table) {
        return table.columns().isEmpty() || table.columns().containsValue(true);
    }
}
