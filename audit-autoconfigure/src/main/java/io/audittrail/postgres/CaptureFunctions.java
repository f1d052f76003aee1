package io.audittrail.postgres;

import io.audittrail.tables.TableNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The functions that triggers run, as the script that makes them. They are the same for all tables. */
final class CaptureFunctions {

    private static final String INSERTED =
            "select 'INSERT' as operation, {functions}id(a.data, what -> 'key') as id, cast(null as jsonb) as before,"
                    + " a.data as after from (select to_jsonb(x) - without as data from audit_new as x) as a";

    private static final String DELETED =
            "select 'DELETE' as operation, {functions}id(b.data, what -> 'key') as id, b.data as before,"
                    + " cast(null as jsonb) as after from (select to_jsonb(x) - without as data from audit_old as x) as b";

    /** By the key: a row whose key is another is another row. */
    private static final String PAIRED =
            "select case when b.data is null then 'INSERT' when a.data is null then 'DELETE'"
                    + " else 'UPDATE' end as operation, coalesce(a.id, b.id) as id, b.data as before, a.data as after"
                    + " from (select {functions}id(o.data, what -> 'key') as id, o.data from ({old}) as o) as b"
                    + " full join (select {functions}id(o.data, what -> 'key') as id, o.data from ({new}) as o) as a"
                    + " on a.id = b.id where b.data is distinct from a.data";

    private static final String UPDATED = PAIRED.replace(
                    "{old}", "select to_jsonb(x) - without as data from audit_old as x")
            .replace("{new}", "select to_jsonb(x) - without as data from audit_new as x");

    /** One row at a time. */
    private static final String ROW = PAIRED.replace(
                    "{old}", "select to_jsonb(old) - without as data where tg_op <> 'INSERT'")
            .replace("{new}", "select to_jsonb(new) - without as data where tg_op <> 'DELETE'");

    private static final String TRUNCATED = "select 'TRUNCATE' as operation, cast(null as text) as id,"
            + " cast(null as jsonb) as before, cast(null as jsonb) as after";

    private final String schema;
    private final TableNames tables;

    /** @param schema of the tables, and of the functions */
    CaptureFunctions(String schema, TableNames tables) {
        this.schema = schema;
        this.tables = tables;
    }

    /** Statements that can be run again. */
    List<String> statements() {
        return List.of(
                named(resource("functions.sql")),
                trigger("insert", INSERTED),
                trigger("update", UPDATED),
                trigger("delete", DELETED),
                trigger("row", ROW),
                trigger("truncate", TRUNCATED));
    }

    private String trigger(String operation, String rows) {
        return named(resource("trigger.sql").replace("{rows}", rows).replace("{operation}", operation));
    }

    private String named(String script) {
        return script.replace("{functions}", prefix())
                .replace("{transaction}", SqlNames.quoted(schema, tables.transaction()))
                .replace("{activity}", SqlNames.quoted(schema, tables.activity()));
    }

    /** Before the name of each function. */
    String prefix() {
        return SqlNames.quoted(schema) + ".audit_trigger_";
    }

    private static String resource(String name) {
        try (InputStream in = CaptureFunctions.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }
}
