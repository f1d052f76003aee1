package io.audittrail.postgres;

import io.audittrail.hibernate.MappedTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table that gets triggers.
 *
 * @param named the table under whose name its changes are recorded: that of which it is a partition, or itself
 * @param key by which what a row was and what it became are paired
 * @param isRowByRow whether a statement may change its rows without naming it, or rows of others with other columns
 * @param hasRowsElsewhere whether triggers of the table of which it is a partition see its rows one by one
 * @param companion of the named table, quoted; null when there is none
 */
record TriggeredTable(
        Relation relation,
        Relation named,
        MappedTable mapped,
        List<String> key,
        boolean isRowByRow,
        boolean hasRowsElsewhere,
        @Nullable String companion) {

    private static final int ROW = 1;
    private static final int INSERT = 4;
    private static final int DELETE = 8;
    private static final int UPDATE = 16;
    private static final int TRUNCATE = 32;

    TriggeredTable {
        key = List.copyOf(key);
    }

    boolean isPartition() {
        return relation.oid() != named.oid();
    }

    /** The columns that identify an entity, and what each is called in an id. */
    Map<String, String> id() {
        if (!mapped.id().isEmpty()) {
            return mapped.id();
        }
        Map<String, String> names = new LinkedHashMap<>();
        key.forEach(column -> names.put(column, column));
        return names;
    }

    /** Columns that are not recorded: also those that have no value while a row is written. */
    Set<String> without() {
        Set<String> without = new HashSet<>(mapped.without());
        relation.columns().stream().filter(Relation.Column::isComputed).forEach(column -> without.add(column.name()));
        return without;
    }

    @Nullable
    String label() {
        String label = mapped.label();
        return label == null
                        || mapped.masked().contains(label)
                        || mapped.without().contains(label)
                ? null
                : label;
    }

    /** Columns that are recorded as they are, whatever they are called. */
    Set<String> shown() {
        Set<String> shown = new HashSet<>(mapped.known());
        shown.removeAll(mapped.masked());
        shown.removeAll(mapped.without());
        return shown;
    }

    boolean isMasked(String column, HiddenWords hidden) {
        return mapped.masked().contains(column) || (!mapped.known().contains(column) && hidden.areIn(column));
    }

    List<WantedTrigger> triggers(TriggerSettings settings, CaptureFunctions functions, String argument) {
        List<WantedTrigger> triggers = new ArrayList<>();
        if (isRowByRow) {
            triggers.add(trigger("row", ROW + INSERT + UPDATE + DELETE, "", "", settings, functions, argument));
        } else if (!hasRowsElsewhere) {
            triggers.add(trigger("insert", INSERT, "", "audit_new", settings, functions, argument));
            triggers.add(trigger("update", UPDATE, "audit_old", "audit_new", settings, functions, argument));
            triggers.add(trigger("delete", DELETE, "audit_old", "", settings, functions, argument));
        }
        triggers.add(trigger("truncate", TRUNCATE, "", "", settings, functions, argument));
        return triggers;
    }

    private WantedTrigger trigger(
            String operation,
            int type,
            String oldRows,
            String newRows,
            TriggerSettings settings,
            CaptureFunctions functions,
            String argument) {
        return new WantedTrigger(
                relation.oid(),
                relation.quoted(),
                settings.trigger(operation),
                type,
                oldRows,
                newRows,
                functions.schema(),
                functions.name(companion == null ? operation : "shadow"),
                argument);
    }
}
