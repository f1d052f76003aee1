package io.audittrail.postgres;

import io.audittrail.line.LineEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A table whose changes are recorded by triggers.
 *
 * @param unit the persistence unit that it is of
 * @param entity the type whose rows it has; null when these are of several
 * @param key the columns of the primary key, and what each is called in an id
 * @param label the column by which people know a row
 * @param without columns that are not recorded
 * @param masked columns of which only that they change is recorded
 * @param isRowByRow whether other tables inherit from it: what a statement as a whole changed lacks their columns
 */
record TriggeredTable(
        String schema,
        String name,
        String unit,
        @Nullable String entity,
        Map<String, String> key,
        @Nullable String label,
        Set<String> without,
        Set<String> masked,
        boolean isRowByRow) {

    TriggeredTable {
        key = Map.copyOf(key);
        without = Set.copyOf(without);
        masked = Set.copyOf(masked);
    }

    /** Statements that make its triggers, in the place of those that there are. */
    List<String> statements(CaptureFunctions functions) {
        List<String> statements = new ArrayList<>();
        if (isRowByRow) {
            statements.add(trigger("row", "insert or update or delete", "for each row", functions));
        } else {
            String old = "referencing old table as audit_old";
            String now = "referencing new table as audit_new";
            statements.add(trigger("insert", "insert", now + " for each statement", functions));
            statements.add(trigger("update", "update", old + " new table as audit_new for each statement", functions));
            statements.add(trigger("delete", "delete", old + " for each statement", functions));
        }
        statements.add(trigger("truncate", "truncate", "for each statement", functions));
        return statements;
    }

    private String trigger(String operation, String event, String what, CaptureFunctions functions) {
        return "create or replace trigger audit_" + operation + " after " + event + " on "
                + SqlNames.quoted(schema, name) + ' ' + what + " execute function " + functions.prefix() + operation
                + '('
                + SqlNames.text(argument()) + ')';
    }

    /** What the functions have to know. */
    private String argument() {
        Map<String, @Nullable Object> argument = new LinkedHashMap<>();
        argument.put("unit", unit);
        argument.put("schema", schema);
        argument.put("table", name);
        argument.put("entity", entity);
        argument.put("key", key);
        argument.put("label", label);
        argument.put("without", List.copyOf(new TreeSet<>(without)));
        argument.put("masked", List.copyOf(new TreeSet<>(masked)));
        return new String(LineEncoder.json(argument), StandardCharsets.UTF_8);
    }
}
