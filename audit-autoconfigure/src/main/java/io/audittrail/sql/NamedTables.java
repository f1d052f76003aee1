package io.audittrail.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** The tables that stand behind an alias or a name in one statement. */
final class NamedTables {

    /** By alias or name, in small letters. */
    private final Map<String, List<Table>> behind = new TreeMap<>();

    /** Remembers the alias of a table. */
    void note(@Nullable Table table) {
        if (table != null && table.getAlias() != null) {
            behind.put(Clauses.lower(table.getAlias().getUnquotedName()), List.of(table));
        }
    }

    /** Remembers what a query selects from, which has a name. */
    void note(String name, Select query) {
        List<Table> within = new ArrayList<>();
        tablesOf(query, within);
        behind.put(Clauses.lower(name), within);
    }

    /** Those behind a name, or the table that has it. */
    List<Table> behind(Table named) {
        List<Table> found = named.getSchemaName() == null ? behind.get(Clauses.lower(named.getUnquotedName())) : null;
        return found == null || found.isEmpty() ? List.of(named) : found;
    }

    private static void tablesOf(@Nullable Select select, List<Table> tables) {
        if (select instanceof ParenthesedSelect inner) {
            tablesOf(inner.getSelect(), tables);
        } else if (select instanceof PlainSelect plain) {
            if (plain.getFromItem() instanceof Table table) {
                tables.add(table);
            }
            for (Join join : Clauses.each(plain.getJoins())) {
                if (join.getFromItem() instanceof Table table) {
                    tables.add(table);
                }
            }
        }
    }
}
