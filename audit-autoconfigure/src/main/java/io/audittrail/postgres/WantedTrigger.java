package io.audittrail.postgres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trigger that should be there.
 *
 * @param table quoted
 * @param type as {@code pg_trigger} has it
 * @param oldRows how the rows as they were are called; empty when they are not asked for
 * @param newRows how the rows as they become are called; empty when they are not asked for
 */
record WantedTrigger(
        long relation,
        String table,
        String name,
        int type,
        String oldRows,
        String newRows,
        String functionSchema,
        String function,
        String argument) {

    private static final int FOR_EACH_ROW = 1;

    private static final Map<Integer, String> EVENTS = events();

    private static Map<Integer, String> events() {
        Map<Integer, String> events = new LinkedHashMap<>();
        events.put(4, "insert");
        events.put(16, "update");
        events.put(8, "delete");
        events.put(32, "truncate");
        return events;
    }

    String definition() {
        List<String> on = new ArrayList<>();
        EVENTS.forEach((bit, event) -> {
            if ((type & bit) != 0) {
                on.add(event);
            }
        });
        return "create or replace trigger " + SqlNames.quoted(name) + " after " + String.join(" or ", on) + " on "
                + table
                + referencing() + " for each " + ((type & FOR_EACH_ROW) == 0 ? "statement" : "row")
                + " execute function " + SqlNames.quoted(functionSchema, function) + '(' + SqlNames.text(argument)
                + ')';
    }

    private String referencing() {
        if (oldRows.isEmpty() && newRows.isEmpty()) {
            return "";
        }
        return " referencing" + (oldRows.isEmpty() ? "" : " old table as " + oldRows)
                + (newRows.isEmpty() ? "" : " new table as " + newRows);
    }

    String called() {
        return "trigger " + SqlNames.quoted(name) + " of table " + table;
    }

    /** The statement that lets it fire again. */
    String enabled() {
        return "alter table " + table + " enable trigger " + SqlNames.quoted(name);
    }

    boolean is(FoundTrigger found) {
        return relation == found.relation() && name.equals(found.name());
    }

    /** In what the one that is there is another, as it would be said. */
    List<String> differences(FoundTrigger found) {
        List<String> differences = new ArrayList<>();
        if (!function.equals(found.function()) || !functionSchema.equals(found.functionSchema())) {
            differences.add("runs another function, " + SqlNames.quoted(found.functionSchema(), found.function()));
        }
        List<String> told = ArgumentComparison.differences(found.argument(), argument);
        if (!told.isEmpty()) {
            differences.add("is told otherwise of " + String.join(", ", told));
        }
        if (type != found.type()
                || found.isNarrow()
                || found.isConstraint()
                || !oldRows.equals(found.oldRows())
                || !newRows.equals(found.newRows())) {
            differences.add("is made for something else");
        }
        return differences;
    }
}
