package io.audittrail.postgres;

import io.audittrail.tables.TableNames;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What triggers write, and how what belongs to them is called.
 *
 * @param tables where the history is, and in which schema the functions are
 * @param companions how the companion of a table is called, with {@code {table}} for its name
 * @param functions how a function is called, with {@code {name}} for what it does
 * @param triggers how a trigger is called, with {@code {name}} for what it is for
 * @param session what an application, or whoever changes a table, may or must tell of itself
 * @param pausable whether an application can announce that it does something that is not recorded
 * @param application whose triggers they are; null where it has no name
 */
public record TriggerSettings(
        Layout layout,
        TableNames tables,
        String companions,
        String functions,
        String triggers,
        List<SessionSetting> session,
        boolean pausable,
        @Nullable String application) {

    static final String TABLE = "{table}";
    static final String NAME = "{name}";

    /** What a change becomes. */
    public enum Layout {
        /** Rows of the audit tables, with values as JSON. */
        JSON,
        /** A row of the table's companion, which has columns as the table has. */
        SHADOW
    }

    /**
     * What a transaction has as {@code audittrail.<name>}.
     *
     * @param type of SQL
     * @param required whether a table is only changed by who sets it
     */
    public record SessionSetting(String name, String type, boolean required) {

        private static final Pattern POSSIBLE = Pattern.compile("[a-z_][a-z0-9_]*");

        /** What the triggers and the application tell each other. */
        private static final Set<String> OURS = Set.of("tx", "outside", "context", "paused", "pauses");

        public SessionSetting {
            if (!POSSIBLE.matcher(name).matches() || OURS.contains(name)) {
                throw new IllegalArgumentException("A session setting cannot be called '" + name
                        + "': a name has small letters, digits and _, and is none of " + OURS);
            }
            if (type.isBlank()) {
                throw new IllegalArgumentException("The session setting '" + name + "' has no type");
            }
        }
    }

    public TriggerSettings {
        has(TABLE, companions, "companion tables");
        has(NAME, functions, "functions");
        has(NAME, triggers, "triggers");
        session = List.copyOf(session);
        Set<String> names = new HashSet<>();
        for (SessionSetting setting : session) {
            if (!names.add(setting.name())) {
                throw new IllegalArgumentException("The session setting '" + setting.name() + "' is declared twice");
            }
        }
    }

    /** Without pauses, and of an application without a name. */
    public TriggerSettings(
            Layout layout,
            TableNames tables,
            String companions,
            String functions,
            String triggers,
            List<SessionSetting> session) {
        this(layout, tables, companions, functions, triggers, session, false, null);
    }

    /** The audit tables, and the usual names. */
    public static TriggerSettings of(TableNames tables) {
        return new TriggerSettings(
                Layout.JSON, tables, TABLE + "_audit", "audit_trigger_" + NAME, "audit_" + NAME, List.of());
    }

    public TriggerSettings with(Layout other) {
        return new TriggerSettings(other, tables, companions, functions, triggers, session, pausable, application);
    }

    public TriggerSettings with(SessionSetting... settings) {
        return new TriggerSettings(
                layout, tables, companions, functions, triggers, List.of(settings), pausable, application);
    }

    public TriggerSettings withNames(String companionNames, String functionNames, String triggerNames) {
        return new TriggerSettings(
                layout, tables, companionNames, functionNames, triggerNames, session, pausable, application);
    }

    public TriggerSettings withPauses() {
        return new TriggerSettings(layout, tables, companions, functions, triggers, session, true, application);
    }

    public TriggerSettings ofApplication(@Nullable String applicationName) {
        return new TriggerSettings(layout, tables, companions, functions, triggers, session, pausable, applicationName);
    }

    /** Whose triggers those of a persistence unit are. */
    public TriggerOwner owner(String unit) {
        return new TriggerOwner(unit, application);
    }

    String companion(String table) {
        return companions.replace(TABLE, table);
    }

    String trigger(String name) {
        return triggers.replace(NAME, name);
    }

    private static void has(String place, String pattern, String what) {
        if (!pattern.contains(place)) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "The names of the %s, '%s', have to contain %s", what, pattern, place));
        }
    }
}
