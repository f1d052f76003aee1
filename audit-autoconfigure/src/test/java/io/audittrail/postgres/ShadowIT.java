package io.audittrail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.hibernate.MappedTable;
import io.audittrail.postgres.TriggerSettings.Layout;
import io.audittrail.postgres.TriggerSettings.SessionSetting;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What stands in the companion of a table. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class ShadowIT {

    /** Two values of a type. */
    private record Values(String type, String first, String second) {}

    /** A column of each type. */
    private static final List<Values> VALUES = List.of(
            new Values("json", "'{\"b\": 1,  \"a\": 1.50, \"a\": 2}'", "'[ 1]'"),
            new Values("jsonb", "'{\"b\": 1.50}'", "'[]'"),
            new Values("numeric", "1.5000", "'NaN'"),
            new Values("numeric(20, 4)", "1.5000", "2"),
            new Values("timestamptz", "'2026-11-22T10:00:00.123456+05:30'", "'infinity'"),
            new Values("timestamp(3)", "'0044-03-15 12:00:00.123 BC'", "'2026-01-01'"),
            new Values("timetz", "'10:00+05:30'", "'11:00-03'"),
            new Values("bytea", "'\\x00ff'", "'\\x'"),
            new Values("text[]", "'{a,NULL,\"b c\"}'", "'[0:1]={x,y}'"),
            new Values("mood", "'sad'", "'so so'"),
            new Values("mood[]", "'{sad}'", "'{}'"),
            new Values("pair", "'(1,\"a b\")'", "'(,)'"),
            new Values("interval", "'1 mon 2 days 03:04:05.6'", "'25:00:00'"),
            new Values("tstzrange", "'[2026-01-01,2026-02-01)'", "'empty'"),
            new Values("int4multirange", "'{[1,3),[5,7)}'", "'{}'"),
            new Values("char(5)", "'ab'", "'abc'"),
            new Values("varchar(10)", "'a '", "''"),
            new Values("\"char\"", "'a'", "'b'"),
            new Values("bit varying(7)", "B'101'", "B''"),
            new Values("float8", "0.1::float8 + 0.2::float8", "'-0'"),
            new Values("float4", "1e-30", "'Infinity'"),
            new Values("uuid", "'0199aaaa-0000-7000-8000-000000000000'", "cast(null as uuid)"),
            new Values("inet", "'192.0.2.7/24'", "'::1'"),
            new Values("point", "'(1,2)'", "'(1e-9,0)'"),
            new Values("tsvector", "'a:1 b:2A'", "''"),
            new Values("money", "'1.50'", "'-2'"),
            new Values("xid8", "'1'", "'2'"),
            new Values("hstore", "'a=>1,b=>NULL'", "''"),
            new Values("xml", "'<a  b=\"1\"/>'", "'x'"),
            new Values("short", "'ab'", "'c'"),
            new Values("public.\"Odd Type\"", "'x'", "'y'"));

    /** Of which the companion has the type behind it. */
    private static final Set<String> DOMAINS = Set.of("short", "public.\"Odd Type\"");

    private final Scratch scratch = new Scratch();

    @BeforeEach
    void shadow() {
        scratch.settings = scratch.settings.with(Layout.SHADOW);
    }

    @AfterEach
    void close() {
        scratch.close();
    }

    private List<String> companion(String columns) {
        return scratch.texts(
                "select concat_ws(' ', audit_operation, " + columns + ") from project_audit order by audit_sequence");
    }

    @Test
    void aRowTellsWhatWhenAndWho() {
        scratch.execute("create table project (id int primary key, title varchar(10) not null unique default 'x')");
        scratch.apply(Mapped.table("project"));
        UUID tx = UUID.randomUUID();
        scratch.together(() -> {
            scratch.sql.queryForList("select set_config('audittrail.tx', ?, true)", tx.toString());
            scratch.execute(
                    "insert into project values (1, 'One'), (2, 'Two')",
                    "update project set title = 'Uno' where id = 1");
        });
        scratch.execute("delete from project where id = 1", "truncate project");

        assertThat(companion("id, title")).containsExactly("I 1 One", "I 2 Two", "U 1 Uno", "D 1 Uno", "T");
        assertThat(scratch.texts("select distinct audit_db_user from project_audit"))
                .containsExactly(scratch.database.user());
        assertThat(scratch.texts(
                        "select distinct audit_transaction_id::text from project_audit where audit_sequence <= 3"))
                .containsExactly(tx.toString());
        assertThat(scratch.texts("select count(distinct audit_transaction_id)::text from project_audit"))
                .containsExactly("3");
        assertThat(scratch.texts(
                        "select count(*)::text from project_audit where audit_timestamp > now() - interval '1 minute'"))
                .containsExactly("5");
        assertThat(scratch.texts("select attname || ' ' || format_type(atttypid, atttypmod) from pg_attribute"
                        + " where attrelid = 'project_audit'::regclass and attnum > 0 order by attnum"))
                .containsExactly(
                        "audit_operation character(1)",
                        "audit_timestamp timestamp with time zone",
                        "audit_transaction_id uuid",
                        "audit_sequence bigint",
                        "audit_db_user text",
                        "id integer",
                        "title character varying(10)");
    }

    @Test
    void aRowThatOneStatementUpdatesTwiceHasTwoUpdates() {
        scratch.execute(
                "create table person (id int primary key)",
                "create table project (id int primary key, owner int references person on delete set null,"
                        + " deputy int references person on delete set null)");
        scratch.apply(Mapped.table("project"));
        scratch.execute(
                "insert into person values (1), (2)",
                "insert into project values (1, 1, 1), (2, 1, 1), (3, 1, 2)",
                "delete from project_audit",
                "delete from person where id = 1");

        assertThat(companion("id, coalesce(owner, 0), coalesce(deputy, 0)"))
                .containsExactlyInAnyOrder("U 1 0 1", "U 1 0 0", "U 2 0 1", "U 2 0 0", "U 3 0 2");
    }

    @Test
    void whereKeysChangeTheSameKeyIsTheSameRow() {
        scratch.execute(
                "create table person (id int primary key)",
                "create table project (owner int references person on update cascade,"
                        + " deputy int references person on update cascade, n int, name text, primary key (owner, n))");
        scratch.apply(Mapped.table("project"));
        scratch.execute(
                "insert into person values (1)",
                "insert into project values (1, 1, 1, 'a'), (1, 1, 2, 'b')",
                "delete from project_audit",
                "update person set id = 5");
        assertThat(companion("owner, deputy, n")).containsExactlyInAnyOrder("D 1 1 1", "D 1 1 2", "I 5 5 1", "I 5 5 2");

        scratch.execute("delete from project_audit", "update project set n = n - 1");
        assertThat(companion("n, name")).containsExactlyInAnyOrder("D 2 b", "U 1 b", "I 0 a");
    }

    @Test
    void whatIsPausedIsToldOnceAndNotRecorded() {
        scratch.execute("create table project (id int primary key, title text)");
        scratch.settings = scratch.settings.withPauses().with(new SessionSetting("reason", "text", false));
        scratch.apply(Mapped.table("project"));
        for (int turn : List.of(1, 2)) {
            scratch.together(() -> {
                scratch.execute(
                        "set local audittrail.reason = 'because'",
                        "set local audittrail.paused = '{\"reason\": \"import\"}'",
                        "delete from project where id = 7",
                        "insert into project values (" + turn + ", 'a'), (-" + turn + ", 'b')",
                        "update project set title = 'c'",
                        "savepoint a",
                        "set local audittrail.paused = '{\"reason\": \"more\", \"tables\": [\"project\"]}'",
                        "update project set title = 'd'",
                        "rollback to savepoint a",
                        "update project set title = 'e'",
                        "set local audittrail.paused = '{\"reason\"'",
                        "delete from project where id = " + turn);
            });
        }

        assertThat(companion("reason, id, title"))
                .containsExactly("P because", "D because 1 e", "P because", "D because 2 e");
    }

    @Test
    void valuesAreAsTheyWere() {
        scratch.execute(
                "create extension hstore",
                "create type mood as enum ('sad', 'so so')",
                "create type pair as (a int, b text)",
                "create domain short as varchar(3) not null check (value <> 'z')",
                "create domain \"Odd Type\" as short",
                "create table project (id int primary key)");
        for (int i = 0; i < VALUES.size(); i++) {
            scratch.execute(
                    "alter table project add " + column(i) + ' ' + VALUES.get(i).type());
        }
        scratch.apply(Mapped.table("project"));
        scratch.execute(
                "set intervalstyle = 'postgres_verbose'",
                "set timezone = 'Asia/Kolkata'",
                "set extra_float_digits = -10",
                "insert into project values (1, "
                        + VALUES.stream().map(Values::first).collect(Collectors.joining(", ")) + ")");
        assertLastIsAsTheTableIs();
        for (int i = 0; i < VALUES.size(); i++) {
            scratch.execute(
                    "update project set " + column(i) + " = " + VALUES.get(i).second());
        }
        assertLastIsAsTheTableIs();
        scratch.execute("truncate project");
        assertThat(companion("id")).endsWith("T");
        assertThat(scratch.diff().isEmpty()).isTrue();
    }

    private static String column(int i) {
        return "\"Column " + i + '"';
    }

    /** Byte for byte: not all of them can be compared otherwise. */
    private void assertLastIsAsTheTableIs() {
        for (int i = 0; i < VALUES.size(); i++) {
            String type = VALUES.get(i).type();
            String row = "(select row(" + (DOMAINS.contains(type) ? "cast(" + column(i) + " as varchar(3))" : column(i))
                    + ") as r from ";
            assertThat(scratch.texts("select cast(a.r *= p.r as text) from " + row + "project) as p, " + row
                            + "project_audit order by audit_sequence desc limit 1) as a"))
                    .as(type)
                    .containsExactly("true");
        }
    }

    @Test
    void whatChangesNothingThatIsRecordedLeavesNoRow() {
        scratch.execute("create table project (id int primary key, title json, visits int)");
        scratch.apply(Mapped.hiding(Mapped.table("project"), Set.of("visits"), Set.of()));
        scratch.execute(
                "insert into project values (1, '{}', 1)",
                "update project set visits = 2",
                "update project set title = '{}'",
                "update project set title = '{ }'",
                "update project set id = 2",
                "delete from project where id = 1");

        assertThat(companion("id, title")).containsExactlyInAnyOrder("I 1 {}", "U 1 { }", "D 1 { }", "I 2 { }");
        assertThat(scratch.texts("select attname::text from pg_attribute where attrelid = 'project_audit'::regclass"))
                .doesNotContain("visits");
    }

    @Test
    void whatIsMaskedIsTextThatTellsNothing() {
        scratch.execute("create table project (id int primary key, cost numeric, note text)");
        scratch.apply(Mapped.hiding(Mapped.table("project"), Set.of(), Set.of("cost")));
        scratch.execute("insert into project values (1, 7, 'n'), (2, null, 'n')");
        scratch.execute("update project set cost = 8 where id = 1");
        scratch.execute("alter table project add card_pin int");
        scratch.apply();
        scratch.execute("update project set card_pin = 1234 where id = 1");

        assertThat(companion("id, cost, card_pin"))
                .containsExactly("I 1 [masked]", "I 2", "U 1 [masked]", "U 1 [masked] [masked]");
    }

    @Test
    void aColumnThatIsGoneBreaksNothingAndItsHistoryStays() {
        scratch.execute("create table project (id int primary key, title text, note text)");
        scratch.apply(Mapped.table("project"));
        scratch.execute(
                "insert into project values (1, 'One', 'n')",
                "alter table project drop column note",
                "update project set title = 'Uno'");

        assertThat(companion("title, note")).containsExactly("I One n", "U Uno");
        assertThat(scratch.diff().isEmpty()).isTrue();
    }

    @Test
    void aNewColumnIsNamedAndThenRecorded() {
        scratch.execute("create table project (id int primary key)");
        scratch.apply(Mapped.table("project"));
        scratch.execute("alter table project add title text", "insert into project values (1, 'One')");

        assertThat(scratch.apply().sentences())
                .containsExactly("Companion \"public\".\"project_audit\" has no column \"title\".");
        scratch.execute("update project set title = 'Uno'");
        assertThat(companion("id, title")).containsExactly("I 1", "U 1 Uno");
        assertThat(scratch.diff().isEmpty()).isTrue();
    }

    @Test
    void aColumnOfAnotherTypeBreaksNothingAndIsNamed() {
        scratch.execute(
                "create table project (id int primary key, a int, b bigint, c varchar(3), d varchar(9), e text, f numeric(5, 2))");
        scratch.apply(Mapped.table("project"));
        scratch.execute(
                "insert into project values (1, 1, 1, 'abc', 'abc', 'abc', 1.23)",
                "alter table project alter a type text, alter b type int, alter c type varchar(9), alter d type varchar(3),"
                        + " alter e type varchar(3), alter f type numeric(9, 4)",
                "update project set a = 'x', b = 2, c = 'abcdefghi', d = 'd', e = 'e', f = 12345.6789",
                "delete from project");

        assertThat(companion("coalesce(a::text, '-'), b, coalesce(c, '-'), d, e, coalesce(f::text, '-')"))
                .containsExactly("I 1 1 abc abc abc 1.23", "U - 2 - d e -", "D - 2 - d e -");
        assertThat(scratch.apply().sentences())
                .hasSize(6)
                .contains(
                        "Companion \"public\".\"project_audit\" has column \"a\" as integer, and the table as text."
                                + " What it has is kept as \"a_1\".",
                        "Companion \"public\".\"project_audit\" has column \"c\" as character varying(3), and the table as"
                                + " character varying(9).");
        scratch.execute("insert into project values (1, 'y', 3, 'c', 'd', 'e', 1.2345)");
        assertThat(companion("a, a_1, c, f, f_1")).startsWith("I 1 abc 1.23").endsWith("I y c 1.2345");
        assertThat(scratch.diff().isEmpty()).isTrue();
    }

    @Test
    void ofALongNameTheEndIsCutWhereSomethingIsKept() {
        String name = "ä".repeat(31) + "b"; // as many bytes as a name may have
        scratch.execute("create table project (id int primary key, " + name + " int)");
        scratch.apply(Mapped.table("project"));
        scratch.execute("insert into project values (1, 7)", "alter table project alter " + name + " type text");

        assertThat(scratch.apply().sentences())
                .hasSize(1)
                .first()
                .asString()
                .endsWith("kept as \"" + "ä".repeat(30) + "_1\".");
        scratch.execute("insert into project values (2, 'x')");
        assertThat(companion("coalesce(" + "ä".repeat(30) + "_1, 0), coalesce(" + name + ", '-')"))
                .containsExactly("I 7 -", "I 0 x");
    }

    @Test
    void partitionsHaveOneCompanionAndChildrenEachTheirOwn() {
        scratch.execute(
                "create table project (day int, id int, primary key (id, day)) partition by range (day)",
                "create table project_1 (id int not null, day int not null, primary key (id, day))",
                "alter table project attach partition project_1 for values from (0) to (9)",
                "create table project_2 partition of project for values from (10) to (20)",
                "create schema zoo",
                "create table zoo.animal (id int primary key)",
                "create table zoo.dog (breed text) inherits (zoo.animal)");
        scratch.apply(Mapped.table("project"), Mapped.table("zoo", "animal", Map.of()));
        scratch.execute(
                "insert into project_1 values (7, 1)",
                "update project set day = 11",
                "delete from project_2",
                "insert into project values (1, 2)",
                "truncate project",
                "truncate project_1",
                "insert into zoo.dog values (1, 'boxer')",
                "update zoo.animal set id = 2",
                "delete from zoo.animal",
                "truncate zoo.dog");

        assertThat(companion("id, day"))
                .containsExactlyInAnyOrder("I 7 1", "D 7 1", "I 7 11", "D 7 11", "I 2 1", "T", "T");
        assertThat(scratch.texts("select concat_ws(' ', audit_operation, id, breed) from zoo.dog_audit"))
                .containsExactlyInAnyOrder("I 1 boxer", "D 1 boxer", "I 2 boxer", "D 2 boxer", "T");
        assertThat(scratch.diff().isEmpty()).isTrue();
    }

    @Test
    void typesThatAreNotAuditedAreLeftOut() {
        scratch.execute("create table project (id int primary key, kind char(3))");
        scratch.apply(
                Mapped.of(Mapped.table("project"), new MappedTable.Kinds("kind", Map.of("A", "Apple"), Set.of("B"))));
        scratch.execute(
                "insert into project values (1, 'A'), (2, 'B'), (3, null)",
                "update project set kind = 'B'",
                "delete from project");

        assertThat(companion("id, kind")).containsExactlyInAnyOrder("I 1 A  ", "I 3", "D 1 A  ", "D 3");
    }

    @Test
    void declaredSettingsAreColumns() {
        scratch.execute("create table project (id int primary key)");
        scratch.settings = scratch.settings.with(
                new SessionSetting("actor", "text", false), new SessionSetting("ticket", "numeric(8, 1)", false));
        scratch.apply(Mapped.table("project"));
        scratch.together(() -> {
            scratch.execute("set local audittrail.actor = 'ann'", "set local audittrail.ticket = '12.34'");
            scratch.execute(
                    "insert into project values (1)",
                    "set local audittrail.ticket = 'x'",
                    "insert into project values (2)");
        });
        scratch.execute("insert into project values (3)");

        assertThat(companion("id, actor, ticket")).containsExactly("I 1 ann 12.3", "I 2 ann", "I 3");
        assertThat(scratch.texts("select format_type(atttypid, atttypmod) from pg_attribute"
                        + " where attrelid = 'project_audit'::regclass and attname = 'ticket'"))
                .containsExactly("numeric(8,1)");
    }

    @Test
    void columnsOfTheSameNameAreRefused() {
        scratch.execute(
                "create table project (id int primary key, audit_sequence int)",
                "create table task (id int primary key, ticket int)");
        scratch.audited(Mapped.table("project"));
        assertThatThrownBy(scratch::diff)
                .isInstanceOf(TriggerSchemaException.class)
                .hasMessageContaining("Table \"public\".\"project\" has a column \"audit_sequence\"");
        scratch.audited(Mapped.table("task"));
        scratch.settings = scratch.settings.with(new SessionSetting("ticket", "int", false));
        assertThatThrownBy(scratch::diff).hasMessageContaining("give the session setting 'ticket' another name");
    }

    @Test
    void aTableThatIsNoCompanionIsNotTouched() {
        scratch.execute("create table project (id int primary key)", "create table project_audit (id int)");
        scratch.audited(Mapped.table("project"));

        assertThatThrownBy(scratch::diff)
                .hasMessageContaining("\"public\".\"project_audit\" is there, but is no companion");
    }

    @Test
    void noAuditTablesAreNeeded() {
        scratch.execute(
                "drop table audit_activity, audit_transaction cascade", "create table project (id int primary key)");
        scratch.apply(Mapped.table("project"));
        scratch.execute("insert into project values (1)");

        assertThat(companion("id")).containsExactly("I 1");
    }

    @Test
    void whoMayWriteTheTableNeedsNoRightsOnOurs() {
        String writer = "writer_" + UUID.randomUUID().toString().replace('-', '_');
        scratch.execute("create schema app", "create table app.project (id int primary key, title text)");
        scratch.apply(Mapped.table("app", "project", Map.of()));
        scratch.execute(
                "create role " + writer,
                "grant usage on schema app to " + writer,
                "grant select, insert, update, delete, truncate on app.project to " + writer,
                "set role " + writer);
        try {
            scratch.execute(
                    "insert into app.project values (1)",
                    "update app.project set title = 'x'",
                    "truncate app.project",
                    "set session authorization " + writer,
                    "insert into app.project values (1)");
        } finally {
            scratch.execute("reset session authorization", "drop owned by " + writer, "drop role " + writer);
        }
        String user = scratch.database.user();
        assertThat(scratch.texts(
                        "select audit_operation || audit_db_user from app.project_audit order by audit_sequence"))
                .as("who has logged in, whatever role he has, and whosever the functions are")
                .containsExactly("I" + user, "U" + user, "T" + user, "I" + writer);
    }

    @Test
    void withoutItsKeyARowIsAnother() {
        scratch.execute("create table project (id int primary key, title text)");
        scratch.apply(Mapped.table("project"));
        scratch.execute(
                "insert into project values (1, 'a')",
                "alter table project drop column id",
                "update project set title = 'b'");

        assertThat(companion("title")).containsExactlyInAnyOrder("I a", "D a", "I b");
    }
}
