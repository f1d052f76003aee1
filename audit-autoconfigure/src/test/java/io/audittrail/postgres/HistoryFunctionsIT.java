package io.audittrail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** History follows migrations. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryFunctionsIT {

    private static final String OTHER = "Its \"own\"";

    private final TestDatabase database = PostgresServer.newDatabase();
    private final SingleConnectionDataSource connection =
            new SingleConnectionDataSource(database.url(), database.user(), database.password(), true);
    private final JdbcTemplate sql = new JdbcTemplate(connection);

    @BeforeAll
    void install() {
        new ResourceDatabasePopulator(new ClassPathResource("io/audittrail/tables/schema-postgresql.sql"))
                .execute(connection);
        sql.execute("alter table audit_activity alter column line drop not null");
        List<String> statements = new CaptureFunctions(
                        "public", "audit_trigger_{name}", "audit_transaction", "public.audit_activity", true)
                .all().stream().map(CaptureFunction::definition).toList();
        statements.forEach(sql::execute);
        statements.forEach(sql::execute);
    }

    @AfterAll
    void close() {
        connection.destroy();
    }

    /** Of public.project, of the same table elsewhere, of another table, and of the ORM. */
    @BeforeEach
    void history() {
        sql.execute("truncate audit_activity");
        for (String schema : List.of("public", OTHER)) {
            row(schema, "project", "trigger", "INSERT", "{}", "{\"a\": \"1\", \"b\": null}");
            row(schema, "project", "trigger", "UPDATE", "{\"a\": \"1\", \"b\": null}", "{\"a\": \"02\"}");
            row(schema, "project", "trigger", "UPDATE", "{\"a\": \"02\", \"b\": null}", "{\"b\": \"x\"}");
            row(schema, "project", "trigger", "DELETE", "{\"a\": \"[masked]\", \"b\": \"x\"}", "{}");
            row(schema, "project", "trigger", "TRUNCATE", "{}", "{}");
        }
        row("public", "Project", "trigger", "INSERT", "{}", "{\"a\": \"1\"}");
        row("public", "project", "orm", "INSERT", "{}", "{\"a\": \"1\"}");
    }

    private void row(String schema, String table, String source, String operation, String before, String changed) {
        sql.update(
                "insert into audit_activity (transaction_id, n, issued_at, operation, table_schema, table_name, source,"
                        + " old_data, changed_data) values (gen_random_uuid(), 1, now(), ?, ?, ?, ?, cast(? as jsonb),"
                        + " cast(? as jsonb))",
                operation,
                schema,
                table,
                source,
                before,
                changed);
    }

    private long call(String function, @Nullable Object... arguments) {
        return Objects.requireNonNull(sql.queryForObject("select " + function, Long.class, arguments));
    }

    private List<String> told(String schema, String table) {
        return sql.queryForList(
                "select cast(old_data as text) || ' ' || cast(changed_data as text) from audit_activity where table_schema = ? and table_name = ?"
                        + " and source = 'trigger' order by id",
                String.class,
                schema,
                table);
    }

    /** Also says that nothing but so many rows of the table was written anew, and none by a second call. */
    private void touches(int rows, String function, @Nullable Object... arguments) {
        List<Map<String, Object>> before = versions();
        assertThat(call(function, arguments)).isEqualTo(rows);
        List<Map<String, Object>> after = versions();
        assertThat(after)
                .filteredOn(row -> !before.contains(row))
                .hasSize(rows)
                .allSatisfy(row -> assertThat(row).containsEntry("source", "trigger"));
        assertThat(call(function, arguments)).isZero();
        assertThat(versions()).isEqualTo(after);
    }

    private List<Map<String, Object>> versions() {
        return sql.queryForList("select id, source, cast(ctid as text) as version from audit_activity order by id");
    }

    @Test
    void aTableIsRenamedWhereItIs() {
        touches(5, "audit_trigger_rename_table(?, 'project', 'Moved', 'Work \"item\"')", OTHER);

        assertThat(told("Moved", "Work \"item\"")).hasSize(5);
        assertThat(told(OTHER, "project")).isEmpty();
        assertThat(told("public", "project")).hasSize(5);
        assertThat(call("audit_trigger_rename_table('public', 'project', 'public', 'project')"))
                .isZero();
    }

    @Test
    void aColumnIsRenamedInBothDocuments() {
        touches(4, "audit_trigger_rename_column('public', 'project', 'a', 'The \"A\"')");

        assertThat(told("public", "project"))
                .containsExactly(
                        "{} {\"b\": null, \"The \\\"A\\\"\": \"1\"}",
                        "{\"b\": null, \"The \\\"A\\\"\": \"1\"} {\"The \\\"A\\\"\": \"02\"}",
                        "{\"b\": null, \"The \\\"A\\\"\": \"02\"} {\"b\": \"x\"}",
                        "{\"b\": \"x\", \"The \\\"A\\\"\": \"[masked]\"} {}",
                        "{} {}");
        assertThat(told(OTHER, "project")).first().isEqualTo("{} {\"a\": \"1\", \"b\": null}");
        assertThat(told("public", "Project")).containsExactly("{} {\"a\": \"1\"}");
    }

    @Test
    void whatIsRenamedHalfwayIsFinished() {
        row("public", "project", "trigger", "INSERT", "{}", "{\"c\": \"9\"}");

        touches(4, "audit_trigger_rename_column('public', 'project', 'a', 'c')");
    }

    @Test
    void noColumnIsOverwrittenByOneThatTakesItsName() {
        assertThat(call("audit_trigger_rename_column('public', 'project', 'a', 'b')"))
                .isZero();
        assertThat(told("public", "project")).first().isEqualTo("{} {\"a\": \"1\", \"b\": null}");
    }

    @Test
    void aColumnIsAddedWhereItIsMissing() {
        row("public", "project", "trigger", "INSERT", "{}", "{\"c\": \"told\"}");

        touches(4, "audit_trigger_add_column('public', 'project', 'c', to_jsonb(cast(? as text)))", "new");

        assertThat(told("public", "project"))
                .containsExactly(
                        "{} {\"a\": \"1\", \"b\": null, \"c\": \"new\"}",
                        "{\"a\": \"1\", \"b\": null, \"c\": \"new\"} {\"a\": \"02\"}",
                        "{\"a\": \"02\", \"b\": null, \"c\": \"new\"} {\"b\": \"x\"}",
                        "{\"a\": \"[masked]\", \"b\": \"x\", \"c\": \"new\"} {}",
                        "{} {}",
                        "{} {\"c\": \"told\"}");
        touches(5, "audit_trigger_add_column('public', 'project', 'd')");
        assertThat(told("public", "project")).first().asString().endsWith("\"d\": null}");
    }

    @Test
    void whatAColumnHeldIsTakenOutAndNoRowGoes() {
        touches(4, "audit_trigger_drop_column('public', 'project', 'a')");

        assertThat(told("public", "project"))
                .containsExactly(
                        "{} {\"b\": null}",
                        "{\"b\": null} {}",
                        "{\"b\": null} {\"b\": \"x\"}",
                        "{\"b\": \"x\"} {}",
                        "{} {}");
    }

    @Test
    void valuesAreCastUnlessTheyAreMaskedOrMissing() {
        row("public", "project", "trigger", "INSERT", "{}", "{\"a\": 7}");

        touches(3, "audit_trigger_convert_column('public', 'project', 'a', 'integer')");

        assertThat(told("public", "project"))
                .containsExactly(
                        "{} {\"a\": 1, \"b\": null}",
                        "{\"a\": 1, \"b\": null} {\"a\": 2}",
                        "{\"a\": 2, \"b\": null} {\"b\": \"x\"}",
                        "{\"a\": \"[masked]\", \"b\": \"x\"} {}",
                        "{} {}",
                        "{} {\"a\": 7}");
        touches(4, "audit_trigger_convert_column('public', 'project', 'a', 'text')");
        touches(0, "audit_trigger_convert_column('public', 'project', 'b', 'text')");
    }

    @Test
    void valuesAreCastToJsonAndTimesAsTriggersWriteThem() {
        sql.execute("truncate audit_activity");
        row("public", "project", "trigger", "INSERT", "{}", "{\"a\": \"{\\\"x\\\": 1}\", \"b\": \"2026-11-22 10:00\"}");
        row("public", "project", "trigger", "INSERT", "{}", "{\"a\": \"\\\"x\\\"\", \"b\": null}");
        sql.execute("set timezone = 'Asia/Tokyo'");
        touches(1, "audit_trigger_convert_column('public', 'project', 'a', 'jsonb')");
        touches(1, "audit_trigger_convert_column('public', 'project', 'b', 'timestamptz')");
        sql.execute("reset timezone");

        assertThat(told("public", "project"))
                .containsExactly(
                        "{} {\"a\": {\"x\": 1}, \"b\": \"2026-11-22T10:00:00+00:00\"}",
                        "{} {\"a\": \"\\\"x\\\"\", \"b\": null}");
    }

    @Test
    void whatCannotBeCastIsAnErrorAndNothingIsTouched() {
        List<Map<String, Object>> before = versions();
        row("public", "project", "trigger", "INSERT", "{}", "{\"a\": \"many\"}");

        assertThatThrownBy(() -> call("audit_trigger_convert_column('public', 'project', 'a', 'integer')"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("many");
        assertThat(versions()).containsAll(before);
    }

    @Test
    void aFunctionOfTheMigrationConverts() {
        sql.execute("create schema if not exists \"My fns\"");
        sql.execute("create or replace function \"My fns\".\"To list\"(v jsonb) returns jsonb language sql"
                + " as 'select jsonb_build_array(v)'");

        touches(3, "audit_trigger_convert_column('public', 'project', 'a', '\"My fns\".\"To list\"(jsonb)', 'array')");

        assertThat(told("public", "project"))
                .startsWith("{} {\"a\": [\"1\"], \"b\": null}", "{\"a\": [\"1\"], \"b\": null} {\"a\": [\"02\"]}")
                .contains("{\"a\": \"[masked]\", \"b\": \"x\"} {}");
    }

    @Test
    void aFunctionThatLeavesAloneWhatItHasMadeGetsAll() {
        sql.execute("create or replace function trimmed(v jsonb) returns jsonb language sql"
                + " as $$ select to_jsonb(ltrim(v #>> '{}', '0')) $$");

        touches(2, "audit_trigger_convert_column('public', 'project', 'a', 'trimmed(jsonb)', null)");
    }

    @Test
    void noNameIsMoreThanAName() {
        String hostile = "a'; drop table audit_activity; --";
        touches(0, "audit_trigger_rename_column('public', 'project', ?, ?)", hostile, hostile + '2');
        touches(4, "audit_trigger_rename_column('public', 'project', 'a', ?)", hostile);
        touches(3, "audit_trigger_convert_column('public', 'project', ?, 'integer')", hostile);
        assertThatThrownBy(() -> call("audit_trigger_convert_column('public', 'project', 'a', 'integer) --')"))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> call("audit_trigger_convert_column('public', 'project', 'a', 'lower(text)', null)"))
                .hasMessageContaining("does not take and return jsonb");
        assertThatThrownBy(
                        () -> call("audit_trigger_convert_column('public', 'project', 'a', 'pg_sleep(float8)', '''x')"))
                .isInstanceOf(DataAccessException.class);
        assertThat(told("public", "project")).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4: rename_table('public', 'project', 'public', null)",
                "3: rename_table('public', 'project', null, 'work')",
                "1: rename_table(null, 'project', 'public', 'work')",
                "4: rename_column('public', 'project', 'a', null)",
                "3: rename_column('public', 'project', null, 'c')",
                "3: add_column('public', 'project', null, '1')",
                "2: add_column('public', null, 'c')",
                "3: drop_column('public', 'project', null)",
                "4: convert_column('public', 'project', 'a', null)",
                "3: convert_column('public', 'project', null, 'integer')",
                "4: convert_column('public', 'project', 'a', null, 'array')"
            })
    void whatIsNotFilledInIsRefused(String call) {
        List<Map<String, Object>> before = versions();
        String[] parts = call.split(": ", 2);

        assertThatThrownBy(() -> call("audit_trigger_" + parts[1]))
                .hasStackTraceContaining("Argument " + parts[0] + " is null");
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void whoMayNotWriteTheTablesMayNotChangeHistory() {
        sql.execute("create role passer_by");
        sql.execute("set role passer_by");
        try {
            assertThatThrownBy(() -> call("audit_trigger_drop_column('public', 'project', 'a')"))
                    .hasStackTraceContaining("permission denied for table audit_activity");
        } finally {
            sql.execute("reset role");
            sql.execute("drop role passer_by");
        }
    }
}
