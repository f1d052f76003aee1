package io.audittrail.postgres;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A trigger that is there.
 *
 * @param table quoted
 * @param type as {@code pg_trigger} has it
 * @param enabled as {@code pg_trigger} has it
 * @param isNarrow whether it has a condition, is for some columns, or can be deferred
 * @param isOurs whether its function is ours
 * @param argument empty when it has none, or several
 * @param definition the statement that makes it
 */
record FoundTrigger(
        long relation,
        String table,
        String name,
        int type,
        String enabled,
        String oldRows,
        String newRows,
        boolean isNarrow,
        boolean isConstraint,
        String functionSchema,
        String function,
        long functionOid,
        boolean isOurs,
        String argument,
        String definition) {

    private static final Pattern CREATE = Pattern.compile("^CREATE TRIGGER ");

    /** Whether it writes there, and not to the audit tables. */
    boolean hasCompanion() {
        return argument.contains(",\"companion\":\"");
    }

    /** Whether it was made for a partition. */
    boolean isOfPartition() {
        return argument.contains(",\"partition\":\"");
    }

    String dropped() {
        return "drop trigger if exists " + SqlNames.quoted(name) + " on " + table;
    }

    /** Statements that make it as it was, in the place of another or of none. */
    List<String> restored() {
        return isConstraint
                ? List.of(dropped(), definition, state())
                : List.of(
                        CREATE.matcher(definition).replaceFirst(Matcher.quoteReplacement("CREATE OR REPLACE TRIGGER ")),
                        state());
    }

    /** The statement that lets it fire when it did. */
    String state() {
        String state = switch (enabled) {
            case "D" -> "disable";
            case "A" -> "enable always";
            case "R" -> "enable replica";
            default -> "enable";
        };
        return "alter table " + table + ' ' + state + " trigger " + SqlNames.quoted(name);
    }

    /** Whether it fires for whoever changes the table. */
    boolean isEnabled() {
        return enabled.equals("O") || enabled.equals("A");
    }
}
