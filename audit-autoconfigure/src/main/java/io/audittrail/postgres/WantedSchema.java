package io.audittrail.postgres;

import io.audittrail.hibernate.MappedTable;
import io.audittrail.hibernate.MappedUnit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What should be in a database.
 *
 * @param activity the audit table whose rows may be without a line; null when it is as it should be
 */
record WantedSchema(
        CaptureFunctions functions,
        List<TriggeredTable> tables,
        List<WantedTrigger> triggers,
        List<Companion> companions,
        @Nullable String activity) {

    private static final String SESSION = "audit.postgres.triggers.session-settings.";

    /** Classes of SQLStates. */
    private static final String WRONG_TEXT = "42";

    private static final String WRONG_VALUE = "22";

    private static final Pattern MODIFIED = Pattern.compile("([^()]*)\\(([\\d, ]+)\\)([^()]*)");

    /** What has to be read while the search path is that of the application. */
    record Found(
            String schema,
            String transaction,
            String activity,
            boolean hasHistory,
            Map<Long, MappedTable> tables,
            Map<String, Type> types) {}

    /** @param modifier a length for instance; -1 when there is none */
    private record Type(String oid, String modifier) {}

    static Found find(MappedUnit unit, TriggerSettings settings, Catalog catalog) throws SQLException {
        boolean isNeeded = settings.layout() == TriggerSettings.Layout.JSON
                && !unit.tables().isEmpty();
        String[] transaction = auditTable(settings.tables().transaction(), settings, isNeeded, catalog);
        String[] activity = auditTable(settings.tables().activity(), settings, isNeeded, catalog);
        Map<String, Type> types = new LinkedHashMap<>();
        for (TriggerSettings.SessionSetting setting : settings.session()) {
            types.put(setting.name(), type(setting, catalog));
        }
        return new Found(
                activity[0],
                SqlNames.quoted(transaction),
                SqlNames.quoted(activity),
                catalog.oids(List.of(SqlNames.quoted(activity))).get(0) != Catalog.NONE,
                TriggerPlan.resolved(unit, catalog),
                types);
    }

    private static String[] auditTable(String name, TriggerSettings settings, boolean isNeeded, Catalog catalog)
            throws SQLException {
        String schema = settings.tables().schema();
        String there = catalog.text(
                "select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " where c.oid = to_regclass(?)",
                schema == null ? name : schema + '.' + name);
        if (there == null && isNeeded) {
            throw new TriggerSchemaException(
                    "There is no table " + (schema == null ? "" : schema + '.') + name
                            + ", to which the triggers would write",
                    "make the audit tables first (audit.tables.initialize-schema, or a migration of your own)");
        }
        if (there == null) {
            there = schema == null
                    ? catalog.text("select current_schema()")
                    : catalog.text("select nspname from pg_namespace where oid = to_regnamespace(?)", schema);
        }
        if (there == null) {
            throw new TriggerSchemaException(
                    "There is no schema " + (schema == null ? "on the search path" : schema)
                            + " for the functions of the triggers",
                    "make it, or set audit.tables.schema");
        }
        return new String[] {there, name.toLowerCase(Locale.ROOT)};
    }

    private static Type type(TriggerSettings.SessionSetting setting, Catalog catalog) throws SQLException {
        Matcher modified = MODIFIED.matcher(setting.type());
        boolean isModified = modified.matches();
        String bare = isModified ? modified.group(1) + modified.group(3) : setting.type();
        try {
            String oid = catalog.text("select cast(cast(to_regtype(?) as oid) as text)", bare);
            String in = oid == null
                    ? null
                    : catalog.text("select cast(typmodin as text) from pg_type where oid = cast(? as oid)", oid);
            if (oid == null || in == null || (isModified && in.equals("-"))) {
                throw unknown(setting, "the database does not know", null);
            }
            String modifier = isModified
                    ? catalog.text(
                            "select cast(" + in + "(cast(? as cstring[])) as text)", '{' + modified.group(2) + '}')
                    : "-1";
            return new Type(oid, modifier == null ? "-1" : modifier);
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (state.startsWith(WRONG_TEXT) || state.startsWith(WRONG_VALUE)) {
                throw unknown(setting, "is none (" + e.getMessage() + ')', e);
            }
            throw e;
        }
    }

    private static TriggerSchemaException unknown(
            TriggerSettings.SessionSetting setting, String why, @Nullable SQLException cause) {
        return new TriggerSchemaException(
                "The session setting '" + setting.name() + "' has the type " + setting.type() + ", which " + why,
                "let " + SESSION + setting.name() + ".type be a type of SQL, text for instance",
                cause);
    }

    /** Read while the search path is empty, so that every name is whole. */
    static WantedSchema of(MappedUnit unit, TriggerSettings settings, Found found, Catalog catalog)
            throws SQLException {
        List<TriggerSettings.SessionSetting> session = new ArrayList<>();
        Map<String, String> settingTypes = new LinkedHashMap<>();
        for (TriggerSettings.SessionSetting setting : settings.session()) {
            Type type = found.types().get(setting.name());
            String spelled = type == null
                    ? null
                    : catalog.text("select format_type(cast(? as oid), cast(? as int))", type.oid(), type.modifier());
            String known = spelled == null ? setting.type() : spelled;
            settingTypes.put(setting.name(), known);
            session.add(new TriggerSettings.SessionSetting(setting.name(), known, setting.required()));
        }
        if (settings.layout() == TriggerSettings.Layout.SHADOW) {
            settingTypes.keySet().forEach(WantedSchema::requireColumn);
        }
        HiddenWords hidden = new HiddenWords(unit.hidden());
        CaptureFunctions functions = new CaptureFunctions(
                found.schema(), settings.functions(), found.transaction(), found.activity(), found.hasHistory());
        List<TriggeredTable> tables = TriggerPlan.of(found.tables(), settings, catalog);
        List<WantedTrigger> triggers = new ArrayList<>();
        List<Companion> companions = new ArrayList<>();
        for (TriggeredTable table : tables) {
            triggers.addAll(table.triggers(
                    settings,
                    functions,
                    CaptureArgument.of(settings.owner(unit.name()), table, hidden, session, settings.pausable())));
            if (table.companion() != null && !table.isPartition()) {
                companions.add(Companion.of(
                        table, fits(settings.companion(table.relation().name()), "companion"), hidden, settingTypes));
            }
        }
        functions.all().forEach(function -> fits(function.name(), "function"));
        triggers.forEach(trigger -> fits(trigger.name(), "trigger"));
        boolean isJson = settings.layout() == TriggerSettings.Layout.JSON && !tables.isEmpty();
        String line = isJson
                ? catalog.text(
                        "select 'not null' from pg_attribute where attrelid = cast(? as regclass)"
                                + " and attname = 'line' and attnotnull",
                        found.activity())
                : null;
        return new WantedSchema(functions, tables, triggers, companions, line == null ? null : found.activity());
    }

    private static void requireColumn(String setting) {
        if (Companion.OURS.containsKey(setting) || SqlNames.bytes(setting) > SqlNames.LONGEST) {
            throw new TriggerSchemaException(
                    "The session setting '" + setting + "' cannot be a column of companions, because "
                            + (Companion.OURS.containsKey(setting)
                                    ? "each has one of that name for something else"
                                    : "PostgreSQL cuts off what is after " + SqlNames.LONGEST + " bytes of a name"),
                    "give " + SESSION + setting + " another name, or use the layout json");
        }
    }

    private static String fits(String name, String pattern) {
        int bytes = SqlNames.bytes(name);
        if (bytes > SqlNames.LONGEST) {
            throw new TriggerSchemaException(
                    "The name " + SqlNames.quoted(name) + " has " + bytes
                            + " bytes, and PostgreSQL cuts off what is after " + SqlNames.LONGEST,
                    "choose a shorter pattern in audit.postgres.triggers.names." + pattern);
        }
        return name;
    }
}
