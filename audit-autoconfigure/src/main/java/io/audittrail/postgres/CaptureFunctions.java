package io.audittrail.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The functions that triggers run, and those by which migrations change what they wrote. They are the same for all tables,
 * and for all units of a schema.
 */
final class CaptureFunctions {

    /** What their comments begin with: by it they are known as ours, whatever they are called. */
    static final String OURS = "audit-trail ";

    private static final Pattern CALLED = Pattern.compile("\\{functions}(\\w+)|\\{text:(\\w+)}");

    private static final String NOTHING = "cast(null as jsonb)";

    /** What is a variable of the function where a statement is its own, and a parameter where it is made when it runs. */
    private static final Pattern VARIABLE = Pattern.compile(":(\\w+)");

    private static final String AUDITED = " where not coalesce(jsonb_exists(:ignored, rtrim(o.data ->> :kind)), false)";

    private static final String KEY =
            "(select case when bool_and(jsonb_exists(o.data, k)) then jsonb_agg(o.data -> k) end"
                    + " from unnest(:keys) as k)";

    private static final String CHANGED = "b.data - :without is distinct from a.data - :without";

    /** A row whose key is another is another row. */
    private static final String WHAT_HAPPENED = "select case when b.data is null then 'INSERT'"
            + " when a.data is null then 'DELETE' else 'UPDATE' end as operation, b.data as before, a.data as after";

    /** The rows before and after, without those of types that are not audited; each made once. A column may be called x. */
    private static final String OLD = heard("{audit_old}");

    private static final String NEW = heard("{audit_new}");

    private static final String INSERTED =
            "select 'INSERT' as operation, " + NOTHING + " as before, a.data as after from (" + NEW + ") as a";

    private static final String DELETED =
            "select 'DELETE' as operation, b.data as before, " + NOTHING + " as after from (" + OLD + ") as b";

    /**
     * By their places, which are the same before and after: so a row that one statement updates twice, as two foreign keys
     * do that it cascades to, has its two updates. Where that changes keys, by the keys, and the first of one with the first:
     * what comes of it counts, and not who went through which key.
     */
    private static final String UPDATED = "with p as materialized (select b.data as before, a.data as after,"
            + " coalesce(b.i, a.i) as i, case cardinality(:keys)"
            + " when 1 then coalesce(b.data -> :keys[1] <> a.data -> :keys[1], true)"
            + " else exists (select from unnest(:keys) as k where coalesce(b.data -> k <> a.data -> k, true)) end as moved from ("
            + OLD + ") as b full join (" + NEW + ") as a on a.i = b.i),"
            + " m as materialized (select coalesce(bool_or(p.moved), false) as moved from p)"
            + " select 'UPDATE' as operation, b.data as before, a.data as after"
            + " from p, lateral (select p.before as data) as b, lateral (select p.after as data) as a"
            + " where not (select m.moved from m) and " + CHANGED
            + " union all " + WHAT_HAPPENED + " from (" + numbered("before") + ") as b full join (" + numbered("after")
            + ") as a on a.key = b.key and a.nth = b.nth where " + CHANGED;

    /** So many rows are turned to JSON apart: making a statement for all costs more then. */
    private static final int FEW = 100;

    /** Its only row, or two of several: then it is known that there are more. */
    private static final String FIRST = "(select array_agg(to_jsonb(x.*)) from (select * from {audit} limit 2) as x)";

    private static final String ALL = "execute format("
            + "'select array_agg(to_jsonb(x.*)) from (select %s from {audit} as x) as x', needed) into {rows};";

    private static final Map<String, String> STORES = Map.of("audit_old", "was", "audit_new", "became");

    /** The needed columns of a row, as an array of its JSON. */
    private static final String ROW_AS_JSON =
            "select array[to_jsonb(r.*)] from (select %s from (select ($1).*) as x) as r";

    /** Makes no statement where none of the columns is left out. */
    private static final String ROW = """
                if needed is null then
                    was := array[to_jsonb(old)];
                    became := array[to_jsonb(new)];
                else
                    if tg_op <> 'INSERT' then
                        execute format({row}, needed) into was using old;
                    end if;
                    if tg_op <> 'DELETE' then
                        execute format({row}, needed) into became using new;
                    end if;
                end if;
                perform {functions}one(what, tg_relid, at, without, was[1], became[1]);""".replace("{row}", SqlNames.text(ROW_AS_JSON));

    /** Whether a statement has changed a row. */
    private static final Map<String, String> TOUCHED = Map.of(
            "insert", "exists (select from audit_new)",
            "update", "exists (select from audit_new)",
            "delete", "exists (select from audit_old)");

    private static final Pattern STORE = Pattern.compile("\\{(audit_\\w+)}");

    /** Of a partition, unless the whole table was emptied by this transaction, and nothing was done to it since. */
    private static final String TRUNCATED = "select 'TRUNCATE' as operation, " + NOTHING + " as before, " + NOTHING
            + " as after where not (jsonb_exists(:what, 'partition') and exists (select from ("
            + "select e.id, e.transaction_id from {activity} as e where e.operation = 'TRUNCATE'"
            + " and e.table_schema = :what ->> 'schema' and e.table_name = :what ->> 'table' and e.label is null"
            + " order by e.id desc limit 1) as e join {transaction} as t on t.id = e.transaction_id"
            + " where t.native_id = cast(cast(pg_current_xact_id() as text) as bigint) and not exists ("
            + "select from {activity} as l where l.id > e.id"
            + " and l.table_schema = :what ->> 'schema' and l.table_name = :what ->> 'table')))";

    private final String schema;
    private final String names;
    private final String activity;
    private final List<CaptureFunction> all;

    /**
     * @param schema of the functions
     * @param names the pattern of their names
     * @param transaction the table, quoted
     * @param activity the table, quoted
     * @param hasHistory whether the table is there, so that functions for migrations of what it has can be
     */
    CaptureFunctions(String schema, String names, String transaction, String activity, boolean hasHistory) {
        this.schema = schema;
        this.names = names;
        this.activity = activity;
        String script = resource("functions.sql")
                + trigger("insert", ofStatement(INSERTED))
                + trigger("update", ofStatement(UPDATED))
                + trigger("delete", ofStatement(DELETED))
                + trigger("row", ROW)
                + trigger("truncate", among("    " + fixed(TRUNCATED)))
                + (hasHistory ? resource("history.sql") : "");
        this.all = List.copyOf(CaptureFunction.in(
                script.replace("{transaction}", transaction).replace("{activity}", activity), schema, names));
    }

    /** Of those that the triggers are told of. */
    private static String heard(String rows) {
        return "select o.* from (" + rows + " offset 0) as o" + AUDITED;
    }

    private static String numbered(String rows) {
        return "select o.*, row_number() over (partition by o.key order by o.i) as nth from (select o.data, o.i, " + KEY
                + " as key from (select p." + rows + " as data, p.i from p where p." + rows
                + " is not null and (select m.moved from m)) as o) as o";
    }

    /**
     * One row goes to the function that is for it. Of several, needed columns are made JSON before where the rows are few, else by
     * the statement.
     */
    private static String ofStatement(String rows) {
        List<String> stores =
                STORE.matcher(rows).results().map(store -> store.group(1)).toList();
        return resource("statement.sql")
                        .replace("{first}", each(stores, ", ", FIRST))
                        .replace("{rows}", stores.stream().map(STORES::get).collect(Collectors.joining(", ")))
                        .replace("{store}", stores.get(0))
                        .replace("{few}", String.valueOf(FEW))
                        .replace("{all}", each(stores, "\n        ", ALL))
                + among("if many then\n" + made(rows) + "\nelse\n" + fixed(rows) + "\nend if;");
    }

    private static String each(List<String> stores, String separator, String of) {
        return stores.stream()
                .map(store -> of.replace("{audit}", store).replace("{rows}", Objects.requireNonNull(STORES.get(store))))
                .collect(Collectors.joining(separator));
    }

    /** With what is known of the table for all rows of a statement. */
    private static String among(String statement) {
        return resource("rows.sql").replace("{insert}", statement.indent(8).stripTrailing());
    }

    /** As a statement of the function. */
    private static String fixed(String rows) {
        String stores = STORE.matcher(insert(rows))
                .replaceAll(store ->
                        "select x.data, x.i from (select to_jsonb(x.*) as data, row_number() over () as i from "
                                + store.group(1)
                                + " as x) as x where needed is null union all select u.data, u.i from unnest("
                                + STORES.get(store.group(1))
                                + ") with ordinality as u (data, i) where needed is not null");
        return VARIABLE.matcher(stores).replaceAll("$1") + ";";
    }

    /** As one that is made when it runs, and names the needed columns. */
    private static String made(String rows) {
        String insert = insert(rows);
        List<String> variables = VARIABLE.matcher(insert)
                .results()
                .map(variable -> variable.group(1))
                .distinct()
                .toList();
        String made =
                VARIABLE.matcher(insert).replaceAll(variable -> "\\$" + (variables.indexOf(variable.group(1)) + 1));
        made = STORE.matcher(made)
                .replaceAll(
                        "select to_jsonb(x.*) as data, row_number() over () as i from (select {needed} from $1 as x) as x");
        return "execute replace($insert$" + made + "$insert$, '{needed}', needed) using " + String.join(", ", variables)
                + ";";
    }

    private static String insert(String rows) {
        return resource("insert.sql").strip().replace("{rows}", rows);
    }

    private static String trigger(String operation, String run) {
        return resource("trigger.sql")
                .replace("{run}", run)
                .replace("{touched}", TOUCHED.getOrDefault(operation, "true"))
                .replace("{operation}", operation);
    }

    /** With the names that functions have in the database. */
    static String named(String script, String schema, String names) {
        return CALLED.matcher(script).replaceAll(call -> {
            boolean isText = call.group(1) == null;
            String name = SqlNames.quoted(schema, names.replace(TriggerSettings.NAME, call.group(isText ? 2 : 1)));
            return Matcher.quoteReplacement(isText ? SqlNames.text(name) : name);
        });
    }

    List<CaptureFunction> all() {
        return all;
    }

    String schema() {
        return schema;
    }

    /** The table that they write, quoted. */
    String activity() {
        return activity;
    }

    String name(String of) {
        return names.replace(TriggerSettings.NAME, of);
    }

    /** What is said of each: what it is of. */
    String comment() {
        return OURS + names;
    }

    /** What has to be said of a function after it was made. */
    List<String> afterwards(CaptureFunction function) {
        List<String> statements = new ArrayList<>();
        statements.add("comment on function " + function.signature() + " is " + SqlNames.text(comment()));
        statements.add("revoke execute on function " + function.signature() + " from public");
        return statements;
    }

    private static String resource(String name) {
        try (InputStream in = CaptureFunctions.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }
}
