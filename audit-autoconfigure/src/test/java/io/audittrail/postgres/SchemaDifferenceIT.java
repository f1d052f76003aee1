package io.audittrail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.hibernate.MappedTable;
import io.audittrail.hibernate.MappedUnit;
import io.audittrail.postgres.TriggerSettings.Layout;
import io.audittrail.postgres.TriggerSettings.SessionSetting;
import io.audittrail.tables.TableNames;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What differs is found, mended and taken back. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class SchemaDifferenceIT {

    /** All that there is of functions, triggers and columns, whichever search path is set. */
    static final String EVERYTHING = "select concat(pg_get_functiondef(p.oid), p.proowner::regrole, d.description,"
            + " has_function_privilege('public', p.oid, 'execute'))"
            + " from pg_proc p left join pg_description d on d.objoid = p.oid where pronamespace = 'public'::regnamespace"
            + " union all select concat(tgrelid::regclass, pg_get_triggerdef(oid), tgenabled) from pg_trigger"
            + " where not tgisinternal union all"
            + " select concat(attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull) from pg_attribute"
            + " where attrelid::regclass::text !~ '^pg_|^information_schema' and not attisdropped"
            + " order by 1";

    private final Scratch scratch = new Scratch();

    @BeforeEach
    void tables() {
        scratch.execute(
                "create table project (id int primary key, title text, visits int)",
                "create table task (id int primary key)");
        scratch.audited(Mapped.table("project"), Mapped.table("task"));
    }

    @AfterEach
    void close() {
        scratch.close();
    }

    private List<String> everything() {
        return scratch.texts(EVERYTHING);
    }

    /** Says so, is mended by applying it, and comes back by undoing it. */
    private void assertMendable(String... sentences) {
        List<String> before = everything();
        SchemaDifference difference = scratch.diff();
        assertThat(difference.sentences()).contains(sentences);
        assertThat(everything()).isEqualTo(before);
        scratch.apply();
        assertThat(scratch.diff().sentences()).isEmpty();
        List<String> after = everything();
        difference.undo().forEach(scratch::execute);
        assertThat(everything()).isEqualTo(before);
        difference.apply().forEach(scratch::execute);
        difference.apply().forEach(scratch::execute);
        assertThat(everything()).isEqualTo(after);
    }

    @Test
    void whereThereIsNothingEverythingIsMissing() {
        assertMendable(
                "There is no function \"public\".\"audit_trigger_insert\"().",
                "There is no trigger \"audit_truncate\" of table \"public\".\"task\".",
                "Column line of table \"public\".\"audit_activity\" must not be null, and rows of triggers have none.");
    }

    @Test
    void aTableThatIsNotAuditedAnyMore() {
        scratch.apply();
        scratch.audited(Mapped.table("project"));

        assertMendable("Trigger \"audit_insert\" of table \"public\".\"task\" is ours, and not wanted any more.");
    }

    @Test
    void exclusionsAndMasks() {
        scratch.apply();
        scratch.audited(
                Mapped.hiding(Mapped.table("project"), Set.of("visits"), Set.of("title")), Mapped.table("task"));

        assertMendable("Trigger \"audit_insert\" of table \"public\".\"project\" is told otherwise of"
                + " masked columns (now title), columns that are left out (now visits).");
    }

    @Test
    void aColumnThatTheMappingKnowsSinceIsNoDifference() {
        MappedTable project = Mapped.hiding(Mapped.table("project"), Set.of(), Set.of("title"));
        scratch.apply(Mapped.knowing(project, Set.of("id", "title")));
        scratch.audited(Mapped.knowing(project, Set.of("id", "title", "visits")));

        assertThat(scratch.diff().sentences()).isEmpty();
    }

    @Test
    void otherNames() {
        scratch.apply();
        scratch.settings = scratch.settings.withNames("{table}_audit", "f_{name}", "t_{name}_x");

        assertMendable(
                "Trigger \"audit_insert\" of table \"public\".\"task\" is ours, and not wanted any more.",
                "There is no trigger \"t_insert_x\" of table \"public\".\"task\".",
                "There is no function \"public\".\"f_insert\"().",
                "Function \"public\".\"audit_trigger_insert\"() is ours, and not wanted any more.");
    }

    @Test
    void otherFunctions() {
        scratch.apply();
        scratch.settings = scratch.settings.withNames("{table}_audit", "f_{name}", "audit_{name}");

        assertMendable("Trigger \"audit_insert\" of table \"public\".\"task\" runs another function,"
                + " \"public\".\"audit_trigger_insert\".");
    }

    @Test
    void anotherLayout() {
        scratch.apply();
        scratch.settings = scratch.settings.with(Layout.SHADOW);

        assertMendable("Table \"public\".\"task\" has no companion \"public\".\"task_audit\".");
        scratch.settings = scratch.settings.with(Layout.JSON);
        assertMendable("Trigger \"audit_insert\" of table \"public\".\"task\" runs another function,"
                + " \"public\".\"audit_trigger_shadow\", is told otherwise of companion.");
        assertThat(scratch.texts("select count(*)::text from task_audit")).containsExactly("0");
    }

    @Test
    void otherSessionSettings() {
        scratch.apply();
        scratch.settings = scratch.settings.with(new SessionSetting("ticket", "int", true));

        assertMendable(
                "Trigger \"audit_insert\" of table \"public\".\"task\" is told otherwise of settings of the session (now ticket integer required).");
    }

    @Test
    void functionsThatSomebodyHasChanged() {
        scratch.apply();
        scratch.execute(
                "create or replace function audit_trigger_insert() returns trigger language plpgsql immutable"
                        + " as 'begin return null; end'",
                "alter function audit_trigger_delete() security invoker",
                "alter function audit_trigger_update() reset search_path",
                "alter function audit_trigger_words(text) volatile",
                "grant execute on function audit_trigger_row() to public",
                "comment on function audit_trigger_truncate() is null",
                "drop function audit_trigger_open(jsonb, timestamp with time zone)",
                "drop function audit_trigger_id(jsonb, jsonb)",
                "create function audit_trigger_id(a jsonb, b jsonb) returns int language sql as 'select 1'",
                "comment on function audit_trigger_id(jsonb, jsonb) is 'audit-trail audit_trigger_{name}'");

        assertMendable(
                "Function \"public\".\"audit_trigger_insert\"() is not as it was made: body, volatility, rights, settings.",
                "Function \"public\".\"audit_trigger_delete\"() is not as it was made: rights.",
                "Function \"public\".\"audit_trigger_update\"() is not as it was made: settings.",
                "Function \"public\".\"audit_trigger_words\"(text) is not as it was made: volatility.",
                "Function \"public\".\"audit_trigger_row\"() lacks our comment, or may be run by everybody.",
                "Function \"public\".\"audit_trigger_truncate\"() lacks our comment, or may be run by everybody.",
                "There is no function \"public\".\"audit_trigger_open\"(jsonb, timestamp with time zone).",
                "Function \"public\".\"audit_trigger_id\"(jsonb, jsonb) is not as it was made:"
                        + " body, result, arguments, language, volatility.");
    }

    @Test
    void theFunctionsForMigrationsAreThere() {
        scratch.apply();
        scratch.execute("insert into project values (1)");
        assertThat(scratch.texts("select audit_trigger_rename_table('public', 'project', 'public', 'task')::text"))
                .containsExactly("1");
        assertThat(scratch.recorded()).containsExactly("INSERT task 1");
        scratch.execute("drop function audit_trigger_rename_table(text, text, text, text)");

        assertMendable("There is no function \"public\".\"audit_trigger_rename_table\"(text, text, text, text).");
    }

    @Test
    void aFunctionOfAnEarlierVersion() {
        scratch.apply();
        scratch.execute(
                "create function old() returns int language sql as 'select 1'",
                "comment on function old() is 'audit-trail audit_trigger_{name}'");

        assertMendable("Function \"public\".\"old\"() is ours, and not wanted any more.");
    }

    @Test
    void triggersThatSomebodyHasChanged() {
        scratch.apply();
        scratch.execute(
                "create function nothing() returns trigger language plpgsql as 'begin return null; end'",
                "comment on function nothing() is 'audit-trail audit_trigger_{name}'",
                "create or replace trigger audit_insert after insert on task for each statement execute function nothing()",
                "alter table task disable trigger audit_update",
                "alter table project enable replica trigger audit_update",
                "alter table project enable always trigger audit_delete",
                "drop trigger audit_delete on task",
                "drop trigger audit_insert on project",
                "create constraint trigger audit_insert after insert on project deferrable for each row execute function nothing()",
                "create or replace trigger audit_truncate before truncate on project execute function nothing('a', 'b')");

        assertMendable(
                "Trigger \"audit_update\" of table \"public\".\"task\" is disabled.",
                "Trigger \"audit_update\" of table \"public\".\"project\" is disabled.",
                "There is no trigger \"audit_delete\" of table \"public\".\"task\".");
        assertThat(scratch.diff().sentences()).isEmpty();
    }

    @Test
    void aTriggerWithAConditionIsAnother() {
        scratch.apply();
        String definition = scratch.texts("select pg_get_triggerdef(oid) from pg_trigger"
                        + " where tgname = 'audit_update' and tgrelid = 'task'::regclass")
                .get(0);
        scratch.execute(definition
                .replace("CREATE TRIGGER", "CREATE OR REPLACE TRIGGER")
                .replace("FOR EACH STATEMENT", "FOR EACH STATEMENT WHEN (false)"));

        assertMendable("Trigger \"audit_update\" of table \"public\".\"task\" is made for something else.");
    }

    @Test
    void comparingNeedsNoLock() throws SQLException {
        scratch.apply();
        try (Connection other = other();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table project, task, audit_activity, audit_transaction in access exclusive mode");
            scratch.execute("set lock_timeout = 100");
            scratch.audited(Mapped.table("project"));

            assertThat(scratch.diff().isEmpty()).isFalse();
            other.rollback();
        }
    }

    @Test
    void comparingWithinATransactionLeavesItAsItIs() {
        scratch.together(() -> {
            scratch.execute("create schema app", "set local search_path = app, public", "create table task (id int)");

            assertThatThrownBy(scratch::diff).hasMessageContaining("Table \"app\".\"task\" has no primary key");
            scratch.execute("drop table task");
            assertThat(scratch.diff().isEmpty()).isFalse();
            assertThat(scratch.texts("show search_path")).containsExactly("app, public");
        });
        assertThat(scratch.texts("select nspname::text from pg_namespace where nspname = 'app'"))
                .containsExactly("app");
    }

    /** It may hold what others wait for, and wait for what they hold: no two tables are locked at once. */
    @Test
    void whoWorksWithATableIsNotWaitedForLong() throws SQLException {
        try (Connection other = other();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("insert into task values (1)");
            TriggerSchema schema = new TriggerSchema(
                    new MappedUnit("sam", scratch.tables, List.of("pin", "api key")),
                    scratch.settings,
                    Duration.ofMillis(100));

            assertThatThrownBy(() -> schema.apply(scratch.connection()))
                    .isInstanceOf(TriggerSchemaException.class)
                    .hasMessageContaining("somebody has locked table \"public\".\"task\" for longer than 100 ms");
            statement.execute("insert into project values (1)");
            other.rollback();
        }
        assertThat(scratch.texts("select distinct tgrelid::regclass::text from pg_trigger where not tgisinternal"))
                .containsExactly("project");
        assertThat(scratch.connection().getAutoCommit()).isTrue();
        assertThat(scratch.texts("select mode from pg_locks join pg_database d on d.oid = database"
                        + " where locktype = 'advisory' and datname = current_database()"))
                .isEmpty();

        scratch.apply();
        assertThat(scratch.diff().isEmpty()).isTrue();
    }

    @Test
    void whoeverElseMakesTriggersIsWaitedFor() throws SQLException {
        try (Connection other = other();
                Statement statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(hashtextextended('audit-trail triggers', 0))");
            TriggerSchema schema = new TriggerSchema(
                    new MappedUnit("sam", scratch.tables, List.of()), scratch.settings, Duration.ofMillis(20));

            assertThatThrownBy(() -> schema.apply(scratch.connection()))
                    .isInstanceOf(TriggerSchemaException.class)
                    .hasMessageContaining("Somebody else is making triggers in this database");
        }
    }

    @Test
    void somebodyElsesFunctionStays() {
        scratch.execute("create function audit_trigger_insert() returns trigger language plpgsql as"
                + " 'begin raise notice ''mine''; return null; end'");
        List<String> before = everything();

        assertThatThrownBy(scratch::apply)
                .isInstanceOf(TriggerSchemaException.class)
                .hasMessageContainingAll(
                        "Function \"public\".\"audit_trigger_insert\"() is there, and is none of ours",
                        "audit.postgres.triggers.names.function");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void somebodyElsesTriggerStays() {
        scratch.execute(
                "create function mine() returns trigger language plpgsql as 'begin return null; end'",
                "create trigger audit_insert after insert on task for each row execute function mine('their own')");
        List<String> before = everything();

        assertThatThrownBy(scratch::apply)
                .isInstanceOf(TriggerSchemaException.class)
                .hasMessageContainingAll(
                        "Table \"public\".\"task\" has a trigger \"audit_insert\" that is none of ours",
                        "audit.postgres.triggers.names.trigger");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void applicationsOfOneSchemaHaveTheirOwnFunctions() throws SQLException {
        scratch.audited(Mapped.table("project"));
        scratch.schema("sam").apply(scratch.connection());
        TriggerSettings usual = scratch.settings;
        scratch.execute("create table act (like audit_activity including all)");
        scratch.audited(Mapped.table("task"));
        scratch.settings = TriggerSettings.of(new TableNames(null, "audit_transaction", "act"))
                .withNames("{table}_audit", "f_{name}", "t_{name}");
        scratch.schema("eve").apply(scratch.connection());

        scratch.execute("insert into project values (1)", "insert into task values (1)");
        assertThat(scratch.texts("select f_rename_table('public', 'task', 'public', 'job')::text"))
                .containsExactly("1");
        assertThat(scratch.recorded()).containsExactly("INSERT project 1");
        scratch.settings = usual;
        scratch.audited(Mapped.table("project"));
        assertThat(scratch.schema("sam").diff(scratch.connection()).sentences()).isEmpty();
    }

    @Test
    void applicationsThatCallTheirUnitAlikeLeaveEachOtherAlone() throws SQLException {
        scratch.settings = scratch.settings.ofApplication("web");
        scratch.apply(Mapped.table("project"));
        scratch.settings = scratch.settings.ofApplication("batch");
        scratch.audited(Mapped.table("task"));

        assertMendable("There is no trigger \"audit_insert\" of table \"public\".\"task\".");
        assertThat(TriggerSchema.recording(scratch.settings.owner("sam"), scratch.connection()))
                .containsExactly("\"public\".\"task\"");
        scratch.schema().remove(scratch.connection());
        scratch.execute("insert into project values (1)", "insert into task values (1)");
        assertThat(scratch.recorded()).containsExactly("INSERT project 1");
        scratch.settings = scratch.settings.ofApplication("web");
        scratch.audited(Mapped.table("project"));
        assertThat(scratch.diff().sentences()).isEmpty();
    }

    @Test
    void applicationsThatAuditATableAlikeShareItsTriggers() {
        scratch.settings = scratch.settings.ofApplication("web");
        scratch.apply();
        scratch.settings = scratch.settings.ofApplication("batch");
        assertThat(scratch.diff().sentences()).isEmpty();

        scratch.audited(Mapped.hiding(Mapped.table("project"), Set.of("visits"), Set.of()), Mapped.table("task"));
        assertThatThrownBy(scratch::diff)
                .isInstanceOf(TriggerSchemaException.class)
                .hasMessageContaining("Table \"public\".\"project\" has a trigger \"audit_insert\" of persistence unit"
                        + " 'sam' of application 'web', and it does not do what persistence unit 'sam' of application"
                        + " 'batch' wants")
                .hasMessageContaining("audit.postgres.triggers.application");
    }

    /** A job may make one each night; no start should fail of it. */
    @Test
    void aPartitionThatWasMadeOrDetachedSinceStopsNobody() throws SQLException {
        scratch.execute(
                "create table log (id int primary key) partition by range (id)",
                "create table log_1 partition of log for values from (0) to (10)",
                "create table log_2 partition of log for values from (10) to (20)");
        scratch.apply(Mapped.table("log"));
        scratch.execute(
                "create table log_3 partition of log for values from (20) to (30)",
                "alter table log detach partition log_1");

        assertThat(scratch.schema().validate(scratch.connection()).sentences())
                .contains(
                        "There is no trigger \"audit_insert\" of table \"public\".\"log_3\".",
                        "Trigger \"audit_insert\" of table \"public\".\"log_1\" is ours, and not wanted any more.");
        assertMendable("There is no trigger \"audit_insert\" of table \"public\".\"log_3\".");

        scratch.execute("drop trigger audit_insert on log_2");
        assertThatThrownBy(() -> scratch.schema().validate(scratch.connection()))
                .isInstanceOf(TriggerSchemaException.class)
                .hasMessageContaining("There is no trigger \"audit_insert\" of table \"public\".\"log_2\"");
    }

    private Connection other() throws SQLException {
        return DriverManager.getConnection(
                scratch.database.url(), scratch.database.user(), scratch.database.password());
    }

    @Test
    void twoThatStartTogetherDoNotCollide() throws Exception {
        Thread[] both = new Thread[2];
        List<Exception> failures = new CopyOnWriteArrayList<>();
        for (int i = 0; i < both.length; i++) {
            both[i] = new Thread(() -> {
                try (Connection connection = other()) {
                    scratch.schema().apply(connection);
                } catch (Exception e) {
                    failures.add(e);
                }
            });
            both[i].start();
        }
        for (Thread each : both) {
            each.join();
        }
        assertThat(failures).isEmpty();
        assertThat(scratch.diff().isEmpty()).isTrue();
    }

    @Test
    void unitsOfOneSchemaLeaveEachOtherAlone() throws SQLException {
        scratch.audited(Mapped.table("project"));
        scratch.schema("sam").apply(scratch.connection());
        scratch.audited(Mapped.table("task"));
        scratch.schema("eve").apply(scratch.connection());

        assertThat(scratch.schema("eve").diff(scratch.connection()).isEmpty()).isTrue();
        scratch.schema("eve").remove(scratch.connection());
        scratch.execute("insert into project values (1)", "insert into task values (1)");
        assertThat(scratch.recorded()).containsExactly("INSERT project 1");
        scratch.audited(Mapped.table("project"));
        assertThat(scratch.schema("sam").diff(scratch.connection()).isEmpty()).isTrue();
        assertThatThrownBy(() -> scratch.schema("eve").diff(scratch.connection()))
                .hasMessageContaining("of persistence unit 'sam' of an application without a name");
    }

    @Test
    void unitsWithOtherNamesLeaveEachOtherTheirFunctions() throws SQLException {
        scratch.audited(Mapped.table("project"));
        scratch.schema("sam").apply(scratch.connection());
        scratch.audited(Mapped.table("task"));
        scratch.settings = scratch.settings.withNames("{table}_audit", "f_{name}", "t_{name}");
        scratch.schema("eve").apply(scratch.connection());
        scratch.execute("insert into project values (1)");

        assertThat(scratch.recorded()).containsExactly("INSERT project 1");
        assertThat(scratch.schema("eve").remove(scratch.connection()).sentences())
                .noneMatch(sentence -> sentence.contains("audit_trigger"))
                .anyMatch(sentence -> sentence.contains("f_open"));
    }

    @Test
    void afterRemovingOnlyTheHistoryIsThere() throws SQLException {
        scratch.settings = scratch.settings.with(Layout.SHADOW);
        List<String> before =
                scratch.texts("select proname::text from pg_proc where pronamespace = 'public'::regnamespace");
        scratch.apply();
        scratch.execute("insert into project values (1)");
        SchemaDifference removal = scratch.schema().removal(scratch.connection());
        assertThat(removal.isEmpty()).isFalse();
        scratch.schema().remove(scratch.connection());
        scratch.execute("insert into project values (2)");

        assertThat(scratch.texts("select id::text from project_audit")).containsExactly("1");
        assertThat(scratch.texts("select tgname::text from pg_trigger where not tgisinternal"))
                .isEmpty();
        assertThat(scratch.texts("select proname::text from pg_proc where pronamespace = 'public'::regnamespace"))
                .isEqualTo(before);
        assertThat(scratch.schema().removal(scratch.connection()).isEmpty()).isTrue();
    }

    @Test
    void takingBackLeavesRowsWithoutALine() {
        SchemaDifference difference = scratch.diff();
        scratch.apply();
        scratch.execute("insert into project values (1)");
        difference.undo().forEach(scratch::execute);

        assertThat(scratch.recorded()).containsExactly("INSERT project 1");
    }

    @Test
    void tablesOfOtherNamesAreWrittenTo() {
        scratch.execute(
                "create schema history",
                "alter table audit_transaction set schema history",
                "alter table history.audit_transaction rename to tx",
                "alter table audit_activity set schema history",
                "alter table history.audit_activity rename to act");
        scratch.settings = TriggerSettings.of(new TableNames("History", "TX", "Act"));
        scratch.apply();
        scratch.execute("insert into project values (1)");

        assertThat(scratch.texts(
                        "select t.unit || a.entity_id from history.act a join history.tx t on t.id = a.transaction_id"))
                .containsExactly("sam1");
        assertThat(scratch.diff().isEmpty()).isTrue();
    }

    /** So history is renamed last, and whatever was written meanwhile with it. */
    @Test
    void aTableThatWasRenamedKeepsItsNameUntilItsTriggersAreMadeAnew() {
        scratch.apply();
        scratch.execute("insert into task values (1)", "alter table task rename to job", "insert into job values (2)");
        assertThat(scratch.recorded()).containsExactly("INSERT task 1", "INSERT task 2");

        scratch.apply(Mapped.table("project"), Mapped.table("job"));
        scratch.execute("insert into job values (3)");
        assertThat(scratch.texts("select audit_trigger_rename_table('public', 'task', 'public', 'job')::text"))
                .containsExactly("2");
        assertThat(scratch.recorded()).containsExactly("INSERT job 1", "INSERT job 2", "INSERT job 3");
    }

    @Test
    void namesThatAreTooLongAreRefused() {
        String umlauts = "ä".repeat(30);
        TriggerSettings usual = scratch.settings;
        scratch.settings = usual.withNames("{table}_audit", "f_{name}", umlauts + "{name}");
        assertThatThrownBy(scratch::diff)
                .hasMessageContainingAll(
                        "The name \"" + umlauts, "has 66 bytes", "after 63", "audit.postgres.triggers.names.trigger");
        scratch.settings = usual.withNames("{table}_audit", umlauts + "{name}", "t_{name}");
        assertThatThrownBy(scratch::diff).hasMessageContaining("audit.postgres.triggers.names.function");
        scratch.settings =
                usual.with(TriggerSettings.Layout.SHADOW).withNames("{table}_" + umlauts, "f_{name}", "t_{name}");
        assertThatThrownBy(scratch::diff).hasMessageContaining("audit.postgres.triggers.names.companion");

        scratch.settings = usual.withNames("{table}_audit", "f_{name}", "t".repeat(63 - 8) + "{name}");
        scratch.apply();
        assertThat(scratch.diff().sentences()).isEmpty();
        assertThatThrownBy(() -> scratch.settings.withNames("x", "f_{name}", "t_{name}"))
                .hasMessageContaining("companion tables, 'x', have to contain {table}");
    }
}
