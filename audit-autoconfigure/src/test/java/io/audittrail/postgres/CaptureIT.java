package io.audittrail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.audittrail.hibernate.MappedTable;
import io.audittrail.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What triggers record, of whatever anybody sends to the database. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class CaptureIT {

    private final Scratch scratch = new Scratch();
    private final TestDatabase database = scratch.database;
    private final SingleConnectionDataSource connection = scratch.dataSource;
    private final JdbcTemplate sql = scratch.sql;

    @BeforeEach
    void install() {
        sql.execute("create table project (id bigint primary key, title text, budget numeric(12, 2), since timestamptz,"
                + " pin text, visits int, picture bytea)");
        record(table("public", "project", Map.of("id", "id")));
    }

    @AfterEach
    void close() {
        scratch.close();
    }

    private void record(MappedTable table) {
        scratch.tables.add(table);
        scratch.apply();
    }

    private static MappedTable table(String schema, String name, Map<String, String> id) {
        boolean isProject = name.equals("project");
        return new MappedTable(
                schema,
                name,
                "Project",
                null,
                id,
                "title",
                isProject ? Set.of("visits") : Set.of(),
                isProject || id.containsKey("pin") ? Set.of("pin") : Set.of(),
                isProject ? Set.of("id", "title", "budget", "since", "pin", "visits", "picture") : id.keySet());
    }

    private List<Tuple> activities() {
        return sql.query(
                "select operation, entity_id, label, old_data, changed_data from audit_activity order by id",
                (row, n) -> tuple(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
    }

    @Test
    void anInsertHasTheRowAndNothingBefore() {
        sql.execute("insert into project values (1, 'One', 1.50, '2026-11-22T10:00:00+05:30', 'secret', 7, '\\x01ff')");

        assertThat(activities())
                .containsExactly(tuple(
                        "INSERT",
                        "1",
                        "One",
                        "{}",
                        "{\"id\": 1, \"pin\": \"[masked]\", \"since\": \"2026-11-22T04:30:00+00:00\", \"title\": \"One\","
                                + " \"budget\": 1.50, \"picture\": \"\\\\x01ff\"}"));
    }

    @Test
    void anUpdateHasAllBeforeAndWhatDiffers() {
        sql.execute("insert into project (id, title, budget, pin) values (1, 'One', 1.50, 'a'), (2, 'Two', 2, 'b')");
        forget();

        sql.execute("update project set budget = budget + 1, pin = 'c', visits = 8 where id = 1");

        assertThat(activities())
                .containsExactly(tuple(
                        "UPDATE",
                        "1",
                        "One",
                        "{\"id\": 1, \"pin\": \"[masked]\", \"since\": null, \"title\": \"One\", \"budget\": 1.50,"
                                + " \"picture\": null}",
                        "{\"pin\": \"[masked]\", \"budget\": 2.50}"));
    }

    @Test
    void ofAMaskedColumnOnlyThatItChangesIsTold() {
        sql.execute("insert into project (id) values (1)");
        forget();

        sql.execute("update project set pin = 'a'");
        sql.execute("update project set pin = null");

        assertThat(sql.queryForList(
                        "select (old_data ->> 'pin') || ' ' || cast(changed_data as text) from audit_activity",
                        String.class))
                .containsExactly("[masked] {\"pin\": \"[masked]\"}", "[masked] {\"pin\": \"[masked]\"}");
    }

    @Test
    void anIdThatIsASecretIsNotTold() {
        sql.execute("create table token (pin text, no int, primary key (pin, no))");
        sql.execute("create table login (pin text primary key)");
        record(table("public", "token", Map.of("pin", "pin", "no", "no")));
        record(table("public", "login", Map.of("pin", "pin")));

        sql.execute("insert into token values ('s3cret', 1)");
        sql.execute("delete from token");
        sql.execute("insert into login values ('s3cret')");

        assertThat(sql.queryForList("select entity_id from audit_activity order by id", String.class))
                .containsExactly(
                        "{\"no\":\"1\",\"pin\":\"[masked]\"}", "{\"no\":\"1\",\"pin\":\"[masked]\"}", "[masked]");
        assertThat(sql.queryForList("select cast(a as text) from audit_activity as a", String.class))
                .noneMatch(row -> row.contains("s3cret"));
    }

    /** Of an element that is identified by all its parts. */
    @Test
    void anIdHasNothingOfWhatIsLeftOut() {
        sql.execute("create table note (owner int, visits text, primary key (owner, visits))");
        record(new MappedTable("public", "note", null, null, Map.of(), null, Set.of("visits"), Set.of(), Set.of()));

        sql.execute("insert into note values (1, 's3cret')");

        assertThat(sql.queryForList("select entity_id from audit_activity", String.class))
                .containsExactly("{\"owner\":\"1\",\"visits\":\"[masked]\"}");
    }

    @Test
    void whatChangesNothingThatIsRecordedLeavesNoRow() {
        sql.execute("insert into project (id, title) values (1, 'One')");
        forget();

        sql.execute("update project set visits = 9");
        sql.execute("update project set title = 'One'");
        sql.execute("update project set title = 'Two' where id = 5");
        sql.execute("delete from project where id = 5");

        assertThat(activities()).isEmpty();
        assertThat(sql.queryForObject("select count(*) from audit_transaction", Integer.class))
                .isZero();
    }

    @Test
    void anotherKeyIsAnotherRow() {
        sql.execute("insert into project (id, title) values (1, 'One')");
        forget();

        sql.execute("update project set id = 2");

        assertThat(activities())
                .extracting(row -> row.toList().get(0), row -> row.toList().get(1))
                .containsExactlyInAnyOrder(tuple("DELETE", "1"), tuple("INSERT", "2"));
    }

    @Test
    void deletionsAndTruncationsAreThere() {
        sql.execute("insert into project (id, title) values (1, 'One'), (2, 'Two')");
        forget();

        sql.execute("delete from project where id = 1");
        sql.execute("truncate project");

        assertThat(activities())
                .containsExactly(
                        tuple(
                                "DELETE",
                                "1",
                                "One",
                                "{\"id\": 1, \"pin\": \"[masked]\", \"since\": null, \"title\": \"One\","
                                        + " \"budget\": null, \"picture\": null}",
                                "{}"),
                        tuple("TRUNCATE", null, null, "{}", "{}"));
    }

    @Test
    void whoIsNotToldOfIsOutsideTheApplication() throws SQLException {
        inTransaction(connection.getConnection(), () -> {
            sql.execute("set local application_name = 'night job'");
            sql.execute("insert into project (id) values (1)");
            sql.execute("insert into project (id) values (2), (3)");
        });

        assertThat(sql.queryForMap("select actor, actor_kind, client_address, context ->> 'outside' as outside,"
                        + " context ->> 'application' as application from audit_transaction"))
                .containsEntry("actor", database.user())
                .containsEntry("actor_kind", "external")
                .containsEntry("client_address", "127.0.0.1")
                .containsEntry("outside", "outside the application")
                .containsEntry("application", "night job");
        assertThat(sql.queryForList("select n from audit_activity order by id", Integer.class))
                .containsExactly(1, 2, 3);
        assertThat(sql.queryForObject(
                        "select count(*) from audit_activity a join audit_transaction t on t.id = a.transaction_id"
                                + " where a.actor is null and a.source = 'trigger'",
                        Integer.class))
                .isEqualTo(3);
    }

    @Test
    void whoeverTheApplicationNamesHasDoneIt() throws SQLException {
        UUID tx = UUID.randomUUID();
        inTransaction(connection.getConnection(), () -> {
            actor(tx, "ann");
            sql.execute("insert into project (id) values (1)");
            actor(tx, "bob");
            sql.execute("insert into project (id) values (2)");
        });
        sql.execute("insert into project (id) values (3)");

        assertThat(sql.query(
                        "select t.id = ?, coalesce(a.actor, t.actor), a.n from audit_activity a"
                                + " join audit_transaction t on t.id = a.transaction_id order by a.id",
                        (row, n) -> tuple(row.getBoolean(1), row.getString(2), row.getInt(3)),
                        tx))
                .containsExactly(tuple(true, "ann", 1), tuple(true, "bob", 2), tuple(false, database.user(), 1));
    }

    private void actor(UUID tx, String name) {
        sql.queryForList(
                "select set_config('audittrail.tx', ?, true), set_config('audittrail.actor', ?, true),"
                        + " set_config('audittrail.kind', 'user', true)",
                tx.toString(),
                name);
    }

    @Test
    void whatIsTakenBackToASavepointLeavesNothing() throws SQLException {
        inTransaction(connection.getConnection(), () -> {
            sql.execute("savepoint before");
            sql.execute("insert into project (id) values (1)");
            sql.execute("rollback to savepoint before");
            sql.execute("insert into project (id) values (2)");
        });

        assertThat(sql.queryForList("select entity_id from audit_activity", String.class))
                .containsExactly("2");
        assertThat(sql.queryForObject("select count(*) from audit_transaction", Integer.class))
                .isEqualTo(1);
    }

    @Test
    void aColumnIsRecordedAsSoonAsItIsThereAndMissesNobodyWhenItIsGone() {
        sql.execute("alter table project add column owner text");
        sql.execute("insert into project (id, owner) values (1, 'ann')");
        sql.execute("alter table project drop column title, drop column budget");
        sql.execute("update project set owner = 'bob'");
        sql.execute("alter table project drop column pin, drop column visits");
        sql.execute("update project set owner = 'eve'");

        assertThat(sql.queryForList("select changed_data ->> 'owner' from audit_activity order by id", String.class))
                .containsExactly("ann", "bob", "[masked]"); // it may be what the pin is called now
    }

    /** By another name it would be shown; so would anything that the mapping does not know. */
    @Test
    void whatMustNotBeShownIsNotShownByAnotherName() {
        sql.execute("create table account (id int primary key, name text, code text, draft text)");
        record(Mapped.knowing(
                Mapped.hiding(table("public", "account", Map.of("id", "id")), Set.of("draft"), Set.of("code")),
                Set.of("id", "name", "code", "draft")));
        sql.execute("alter table account add column further text");
        sql.execute("insert into account values (1, 'ann', 'SECRET', 'SECRET', 'shown')");
        sql.execute("alter table account rename column code to number");
        sql.execute("alter table account rename column draft to text");
        sql.execute("update account set name = 'bob', number = 'SECRET 2', text = 'SECRET 3'");

        assertThat(sql.queryForList(
                        "select concat(old_data, ' ', changed_data) from audit_activity order by id", String.class))
                .containsExactly(
                        "{} {\"id\": 1, \"code\": \"[masked]\", \"name\": \"ann\", \"further\": \"shown\"}",
                        "{\"id\": 1, \"name\": \"ann\", \"text\": \"[masked]\", \"number\": \"[masked]\","
                                + " \"further\": \"[masked]\"} {\"name\": \"bob\", \"text\": \"[masked]\", \"number\":"
                                + " \"[masked]\"}");
    }

    @Test
    void namesAreTakenAsTheyAre() {
        sql.execute("create schema \"Order's\"");
        sql.execute(
                "create table \"Order's\".\"select\" (\"from\" int, \"Mixed\" uuid, name text, primary key (\"from\", \"Mixed\"))");
        record(table("Order's", "select", Map.of("from", "start", "Mixed", "code")));
        UUID code = UUID.randomUUID();
        sql.update("insert into \"Order's\".\"select\" values (7, ?, 'x')", code);
        sql.execute("update \"Order's\".\"select\" set name = 'y'");

        assertThat(sql.query(
                        "select table_schema, table_name, entity_id from audit_activity order by id",
                        (row, n) -> tuple(row.getString(1), row.getString(2), row.getString(3))))
                .containsOnly(tuple("Order's", "select", "{\"code\":\"" + code + "\",\"start\":\"7\"}"))
                .hasSize(2);
    }

    @Test
    void rowsOfTablesThatInheritAreWhole() {
        sql.execute("create table animal (id int primary key, name text)");
        sql.execute("create table dog (breed text) inherits (animal)");
        record(table("public", "animal", Map.of("id", "id")));
        sql.execute("insert into dog values (1, 'Rex', 'boxer')");
        sql.execute("update animal set name = 'Max'");
        sql.execute("delete from animal");

        assertThat(sql.queryForList(
                        "select operation || ' ' || table_name || ' ' || coalesce(old_data ->> 'breed', '')"
                                + " from audit_activity order by id",
                        String.class))
                .containsExactly("INSERT dog ", "UPDATE dog boxer", "DELETE dog boxer");
    }

    @Test
    void whoMayWriteTheTableNeedsNoRightsOnOurs() {
        sql.execute("create role writer");
        sql.execute("grant select, insert, update, delete on project to writer");
        sql.execute("set role writer");
        try {
            sql.execute("insert into project (id, title) values (1, 'One')");
            sql.execute("update project set title = 'Two'");
        } finally {
            sql.execute("reset role");
            sql.execute("drop owned by writer");
            sql.execute("drop role writer");
        }
        assertThat(activities()).hasSize(2);
    }

    @Test
    void mergeAndUpsertAreSeenRowByRow() {
        sql.execute("insert into project (id, title) values (1, 'One')");
        forget();

        sql.execute("insert into project (id, title) values (1, 'Uno'), (2, 'Two')"
                + " on conflict (id) do update set title = excluded.title");
        sql.execute("merge into project p using (values (1), (2)) s (id) on p.id = s.id and s.id = 1"
                + " when matched then delete when not matched then insert (id, title) values (s.id + 1, 'Three')");

        assertThat(sql.queryForList("select operation || entity_id from audit_activity order by id", String.class))
                .containsExactlyInAnyOrder("INSERT2", "UPDATE1", "DELETE1", "INSERT3");
    }

    @Test
    void whatIsPausedIsToldOnceAndNotRecorded() throws SQLException {
        scratch.settings = scratch.settings.withPauses();
        sql.execute("create table task (id int primary key)");
        record(table("public", "task", Map.of("id", "id")));
        UUID tx = UUID.randomUUID();
        inTransaction(connection.getConnection(), () -> {
            actor(tx, "ann");
            pause("{\"reason\": \"import\", \"tables\": [\"PUBLIC.Project\", \"else\"]}");
            sql.execute("update project set visits = 1");
            sql.execute("delete from project");
            sql.execute("insert into project (id) values (1), (2)");
            sql.execute("insert into task values (1)");
            sql.execute("update project set title = 'x'");
            sql.execute("delete from project where id = 1");
            pause("{\"reason\": \"more\"}");
            sql.execute("truncate project");
            sql.execute("delete from task");
            pause("");
            sql.execute("insert into project (id) values (3)");
        });

        assertThat(sql.queryForList(
                        "select a.n || ' ' || operation || ' ' || table_name || ' ' || coalesce(entity_id, '-') || ' '"
                                + " || coalesce(a.reason, '-') from audit_activity a order by a.id",
                        String.class))
                .containsExactly(
                        "1 PAUSED project - import",
                        "2 INSERT task 1 -",
                        "3 PAUSED project - more",
                        "4 PAUSED task - more",
                        "5 INSERT project 3 -");
        assertThat(sql.queryForMap("select a.*, t.actor as who, t.id as tx from audit_activity a"
                        + " join audit_transaction t on t.id = a.transaction_id where a.n = 1"))
                .containsEntry("tx", tx)
                .containsEntry("who", "ann")
                .containsEntry("table_schema", "public")
                .containsEntry("entity", "Project")
                .containsEntry("source", "trigger")
                .extractingByKeys("old_data", "changed_data")
                .extracting(Object::toString)
                .containsOnly("{}");
    }

    @Test
    void whatIsNoPauseIsNone() throws SQLException {
        inTransaction(connection.getConnection(), () -> {
            pause("{\"reason\": \"import\"}");
            sql.execute("insert into project (id) values (1)");
        });
        scratch.settings = scratch.settings.withPauses();
        scratch.apply();
        inTransaction(connection.getConnection(), () -> {
            for (String none : List.of(
                    "{\"reason\"",
                    "[]",
                    "7",
                    "{}",
                    "{\"reason\": \"x\", \"tables\": []}",
                    "{\"reason\": \"x\", \"tables\": \"project\"}",
                    "{\"reason\": \"x\", \"tables\": [\"other.project\", null, {}]}")) {
                pause(none);
                sql.execute("update project set title = 't' || coalesce(title, '')");
            }
        });

        assertThat(sql.queryForList("select operation from audit_activity order by id", String.class))
                .containsExactly("INSERT", "UPDATE", "UPDATE", "UPDATE", "UPDATE", "UPDATE", "UPDATE", "UPDATE");
    }

    private void pause(String pause) {
        sql.queryForList("select set_config('audittrail.paused', ?, true)", pause);
    }

    private void forget() {
        sql.execute("delete from audit_activity");
        sql.execute("delete from audit_transaction");
    }

    private static void inTransaction(Connection connection, Runnable work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            work.run();
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
