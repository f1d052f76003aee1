package io.audittrail.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The functions that triggers run, and those by which migrations change what they wrote. They are the same for all tables,
 * and for all units of a schema.
 */
final class CaptureFunctions {

    /** What their comments begin with: by it they are known as ours, whatever they are called. */
    static final String OURS = "audit-trail ";

    private static final Pattern CALLED = Pattern.compile("\\{functions}(\\w+)|\\{text:(\\w+)}");

    private static final String NOTHING = "cast(null as jsonb)";

    /** The rows before and after, without those of types that are not audited; each made once. A column may be called x. */
    private static final String OLD = rows("to_jsonb(x.*)", "from audit_old as x");

    private static final String NEW = rows("to_jsonb(x.*)", "from audit_new as x");

    private static final String INSERTED =
            "select 'INSERT' as operation, " + NOTHING + " as before, a.data as after from (" + NEW + ") as a";

    private static final String DELETED =
            "select 'DELETE' as operation, b.data as before, " + NOTHING + " as after from (" + OLD + ") as b";

    /** By the key: a row whose key is another is another row. */
    private static final String PAIRED =
            "select case when b.data is null then 'INSERT' when a.data is null then 'DELETE'"
                    + " else 'UPDATE' end as operation, b.data as before, a.data as after"
                    + " from ({old}) as b full join ({new}) as a on a.key = b.key"
                    + " where b.data - without is distinct from a.data - without";

    private static final String UPDATED = PAIRED.replace("{old}", OLD).replace("{new}", NEW);

    /** One row at a time. */
    private static final String ROW = PAIRED.replace("{old}", rows("to_jsonb(old)", "where tg_op <> 'INSERT'"))
            .replace("{new}", rows("to_jsonb(new)", "where tg_op <> 'DELETE'"));

    /** Of a partition, unless the whole table was emptied by this transaction, and nothing was done to it since. */
    private static final String TRUNCATED = "select 'TRUNCATE' as operation, " + NOTHING + " as before, " + NOTHING
            + " as after where not (jsonb_exists(what, 'partition') and exists (select from ("
            + "select e.id, e.transaction_id from {activity} as e where e.operation = 'TRUNCATE'"
            + " and e.table_schema = what ->> 'schema' and e.table_name = what ->> 'table' and e.label is null"
            + " order by e.id desc limit 1) as e join {transaction} as t on t.id = e.transaction_id"
            + " where t.native_id = cast(cast(pg_current_xact_id() as text) as bigint) and not exists ("
            + "select from {activity} as l where l.id > e.id"
            + " and l.table_schema = what ->> 'schema' and l.table_name = what ->> 'table')))";

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
                + trigger("insert", INSERTED)
                + trigger("update", UPDATED)
                + trigger("delete", DELETED)
                + trigger("row", ROW)
                + trigger("truncate", TRUNCATED)
                + (hasHistory ? resource("history.sql") : "");
        this.all = List.copyOf(CaptureFunction.in(
                script.replace("{transaction}", transaction).replace("{activity}", activity), schema, names));
    }

    private static String rows(String row, String from) {
        return "select o.data, (select case when bool_and(jsonb_exists(o.data, k)) then jsonb_agg(o.data -> k) end"
                + " from unnest(keys) as k) as key from (select " + row + " as data " + from + " offset 0) as o"
                + " where not coalesce(jsonb_exists(ignored, rtrim(o.data ->> kind)), false)";
    }

    private static String trigger(String operation, String rows) {
        return resource("trigger.sql").replace("{rows}", rows).replace("{operation}", operation);
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
