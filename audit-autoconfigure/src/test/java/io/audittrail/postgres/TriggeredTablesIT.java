package io.audittrail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.audittrail.hibernate.MappedTable;
import io.audittrail.testing.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which tables are recorded, and as what. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class TriggeredTablesIT {

    private final Scratch scratch = new Scratch();

    @AfterEach
    void close() {
        scratch.close();
    }

    @Test
    void aTableIsFoundOnTheSearchPath() {
        scratch.execute(
                "create schema app",
                "create table app.\"Order's \"\"x\"\"\" (\"Id\" int primary key, \"select\" text)",
                "set search_path = app, public");
        scratch.apply(Mapped.table("Order's \"x\""));
        scratch.execute("set search_path = public", "insert into app.\"Order's \"\"x\"\"\" values (1, 'a')");

        assertThat(
                        scratch.texts(
                                "select table_schema || '|' || table_name || '|' || cast(changed_data as text) from audit_activity"))
                .containsExactly("app|Order's \"x\"|{\"Id\": 1, \"select\": \"a\"}");
        assertThat(scratch.texts("show search_path")).containsExactly("public");
    }

    @Test
    void partitionsAreRecordedUnderTheNameOfTheWhole() {
        scratch.execute(
                "create table booking (day int, id int, seats int, primary key (id, day)) partition by range (day)",
                "create table booking_1 partition of booking for values from (0) to (10)",
                "create table booking_2 (seats int, id int not null, day int not null, primary key (id, day))",
                "alter table booking attach partition booking_2 for values from (10) to (20)");
        scratch.apply(Mapped.table(null, "booking", Map.of("id", "id")));
        scratch.execute(
                "insert into booking values (1, 7, 2), (11, 8, 2)",
                "update booking set seats = 3 where day = 11",
                "update booking set day = 12 where id = 7",
                "update booking_2 set seats = 4 where id = 8",
                "delete from booking_2 where id = 8");

        assertThat(scratch.recorded())
                .containsExactlyInAnyOrder(
                        "INSERT booking 7",
                        "INSERT booking 8",
                        "UPDATE booking 8",
                        "DELETE booking 7",
                        "INSERT booking 7",
                        "UPDATE booking 8",
                        "DELETE booking 8");
        assertThat(scratch.texts(
                        "select changed_data ->> 'seats' from audit_activity where operation = 'UPDATE' order by id"))
                .containsExactly("3", "4");
    }

    @Test
    void aPartitionIsEmptiedWithTheWholeOrByItself() {
        scratch.execute(
                "create table booking (day int primary key) partition by range (day)",
                "create table booking_1 partition of booking for values from (0) to (10)",
                "create table booking_2 partition of booking for values from (10) to (20)");
        scratch.apply(Mapped.table("booking"));
        scratch.together(() -> {
            scratch.execute("insert into booking values (1), (11)", "truncate booking");
            scratch.execute("insert into booking values (1), (11)", "truncate booking_2");
        });

        assertThat(scratch.texts("select operation || coalesce(' ' || label, '') from audit_activity order by id"))
                .containsExactly(
                        "INSERT",
                        "INSERT",
                        "TRUNCATE",
                        "INSERT",
                        "INSERT",
                        "TRUNCATE partition \"public\".\"booking_2\"");
        assertThat(scratch.texts("select entity_id from audit_current order by 1"))
                .containsExactly("1", "11"); // which of them was there, the row of the partition does not say
    }

    @Test
    void aPartitionOfAnotherTableIsRecordedRowByRow() {
        scratch.execute(
                "create table booking (day int primary key) partition by range (day)",
                "create table booking_1 partition of booking for values from (0) to (10) partition by range (day)",
                "create table booking_11 partition of booking_1 for values from (0) to (5)");
        scratch.apply(Mapped.table("booking_1"));
        scratch.execute("insert into booking values (1)", "insert into booking_11 values (2)", "delete from booking");

        assertThat(scratch.recorded())
                .containsExactlyInAnyOrder(
                        "INSERT booking_1 1", "INSERT booking_1 2", "DELETE booking_1 1", "DELETE booking_1 2");
        assertThat(scratch.diff().isEmpty()).isTrue();
    }

    @Test
    void aPartitionThatIsAttachedLaterIsNamed() {
        scratch.execute(
                "create table booking (day int primary key) partition by range (day)",
                "create table booking_1 partition of booking for values from (0) to (10)");
        scratch.apply(Mapped.table("booking"));
        scratch.execute(
                "create table booking_2 (day int primary key)",
                "alter table booking attach partition booking_2 for values from (10) to (20)",
                "alter table booking detach partition booking_1");

        assertThat(scratch.apply().sentences())
                .contains("There is no trigger \"audit_insert\" of table \"public\".\"booking_2\".")
                .contains(
                        "Trigger \"audit_insert\" of table \"public\".\"booking_1\" is ours, and not wanted any more.");
        assertThat(scratch.diff().isEmpty()).isTrue();
    }

    @Test
    void whatInheritsIsRecordedUnderItsOwnName() {
        scratch.execute(
                "create table animal (id int primary key, name text)",
                "create table dog (breed text) inherits (animal)",
                "create table puppy (age int) inherits (dog)");
        scratch.apply(Mapped.table("animal"));
        scratch.execute(
                "insert into puppy values (1, 'Rex', 'boxer', 2)", "update animal set name = 'Max'", "truncate dog");

        assertThat(scratch.recorded())
                .containsExactly("INSERT puppy 1", "UPDATE puppy 1", "TRUNCATE dog -", "TRUNCATE puppy -");
    }

    @Test
    void aChildWhoseParentIsNotAuditedIsStillSeen() {
        scratch.execute(
                "create table animal (id int primary key, name text)",
                "create table dog (breed text, primary key (id)) inherits (animal)");
        scratch.apply(Mapped.table("dog"));
        scratch.execute("insert into dog values (1, 'Rex', 'boxer')", "update animal set name = 'Max'");

        assertThat(scratch.recorded()).containsExactly("INSERT dog 1", "UPDATE dog 1");
    }

    @Test
    void whatCannotBeRecordedIsRefused() {
        scratch.execute("create table diary (day date)", "create sequence numbers");

        assertRefused(Mapped.table("nowhere"), "There is no table \"nowhere\" on the search path");
        assertRefused(Mapped.table("app", "nowhere", Map.of()), "There is no table \"app\".\"nowhere\"");
        assertRefused(Mapped.table("diary"), "Table \"public\".\"diary\" has no primary key");
        assertRefused(Mapped.table("numbers"), "\"public\".\"numbers\" is no table");
    }

    @Test
    void aForeignPartitionIsRefused() {
        scratch.execute(
                "create foreign data wrapper nothing",
                "create server elsewhere foreign data wrapper nothing",
                "create table booking (day int, id int) partition by range (day)",
                "create foreign table far partition of booking for values from (0) to (9) server elsewhere",
                "create table animal (id int primary key)",
                "create foreign table dog () inherits (animal) server elsewhere");

        assertRefused(Mapped.table("animal"), "\"public\".\"dog\" is a foreign table");
        assertRefused(Mapped.table("far"), "\"public\".\"far\" is a foreign table");
    }

    private void assertRefused(MappedTable table, String message) {
        scratch.audited(table);
        assertThatThrownBy(scratch::diff)
                .isInstanceOf(TriggerSchemaException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("leave its entity out of auditing");
    }

    @Test
    void aTableThatIsMappedInTwoWaysIsRefused() {
        scratch.execute("create table project (id int primary key)");
        scratch.audited(Mapped.table("project"), Mapped.table("public", "project", Map.of()));

        assertThatThrownBy(scratch::diff).hasMessageContaining("are the same table, mapped in two ways");
    }

    @Test
    void withoutAuditTablesThereAreNoTriggers() {
        scratch.execute("drop table audit_activity cascade", "create table project (id int primary key)");
        scratch.audited(Mapped.table("project"));

        assertThatThrownBy(scratch::diff)
                .isInstanceOf(TriggerSchemaException.class)
                .hasMessageContaining("There is no table audit_activity");
    }

    @Test
    void viewsAreLeftOut() {
        scratch.execute(
                "create table project (id int primary key)",
                "create view shown as select * from project",
                "create materialized view counted as select count(*) from project");
        scratch.audited(Mapped.table("shown"), Mapped.table("counted"));

        assertThat(scratch.diff().isEmpty()).isTrue();
    }

    @Test
    void typesInOneTableAreToldApart() {
        scratch.execute("create table animal (id int primary key, kind char(4), name text)");
        scratch.apply(Mapped.of(
                Mapped.table("animal"), new MappedTable.Kinds("kind", Map.of("D", "Dog", "C", "Cat"), Set.of("M"))));
        scratch.execute(
                "insert into animal values (1, 'D', 'Rex'), (2, 'C', 'Tom'), (3, 'M', 'Jerry'), (4, 'X', '?'), (5, null, '')",
                "update animal set name = 'same'",
                "update animal set kind = 'M' where id = 1");

        assertThat(scratch.texts("select operation || entity_id || coalesce(entity, '-') from audit_activity"))
                .containsExactlyInAnyOrder(
                        "INSERT1Dog",
                        "INSERT2Cat",
                        "INSERT4-",
                        "INSERT5-",
                        "UPDATE1Dog",
                        "UPDATE2Cat",
                        "UPDATE4-",
                        "UPDATE5-",
                        "DELETE1Dog");
    }

    @Test
    void whatTheMappingDoesNotKnowIsJudgedByItsName() {
        scratch.execute("create table card (id int primary key, pin_code text, name text)");
        scratch.apply(Mapped.knowing(Mapped.table("card"), Set.of("id", "pin_code", "name")));
        scratch.execute(
                "alter table card add card_pin text, add \"CardPin\" text, add pins text, add pin2 text, add spinner text,"
                        + " add \"apiKey\" text, add apikeys text, add \"APIKey2\" text, add happiness text, add \"keyApi\" text");
        scratch.execute("insert into card values (1, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l')");

        assertThat(scratch.texts(
                        "select f.key from audit_activity, jsonb_each_text(changed_data) f where f.value = '[masked]'"))
                .containsExactlyInAnyOrder("card_pin", "CardPin", "pins", "pin2", "apiKey", "apikeys", "APIKey2");
        assertThat(scratch.diff().isEmpty()).isTrue();
    }

    @Test
    void columnsThatTheMappingLeavesOutStillIdentify() {
        scratch.execute("create table project (id int primary key, kind int, secret text)");
        scratch.apply(Mapped.of(
                Mapped.hiding(Mapped.table("project"), Set.of("id", "kind"), Set.of("secret")),
                new MappedTable.Kinds("kind", Map.of("1", "Dog"), Set.of("2"))));
        scratch.execute("insert into project values (1, 1, 'x'), (2, 2, 'y')");

        assertThat(scratch.texts("select entity_id || entity || cast(changed_data as text) from audit_activity"))
                .containsExactly("1Dog{\"secret\": \"[masked]\"}");
    }

    @Test
    void columnsThatAreOnlyComputedWhenTheyAreReadAreLeftOut() {
        assumeThat(PostgresServer.hasVirtualColumns()).isTrue();
        scratch.execute("create table project (id int primary key, twice int generated always as (id * 2) virtual,"
                + " thrice int generated always as (id * 3) stored)");
        scratch.apply(Mapped.table("project"));
        scratch.execute("insert into project values (1)");

        assertThat(scratch.texts("select changed_data::text from audit_activity"))
                .containsExactly("{\"id\": 1, \"thrice\": 3}");
    }

    @Test
    void anIdThatIsTooLongIsItsDigest() {
        scratch.execute("create table project (id text primary key)");
        scratch.apply(Mapped.table("project"));
        scratch.execute("insert into project values (repeat('x', 501))");

        assertThat(scratch.recorded())
                .allMatch(row -> row.matches("INSERT project sha256:[0-9a-f]{64}"))
                .hasSize(1);
    }

    @Test
    void withoutItsKeyARowIsAnother() {
        scratch.execute("create table project (id int primary key, name text)");
        scratch.apply(Mapped.table("project"));
        scratch.execute(
                "insert into project values (1, 'a'), (2, 'b')",
                "alter table project drop column id",
                "update project set name = 'c'");

        assertThat(scratch.texts("select operation from audit_activity order by id offset 2"))
                .containsExactlyInAnyOrderElementsOf(List.of("DELETE", "DELETE", "INSERT", "INSERT"));
    }

    /** By two foreign keys to the same row: the statement on the parent makes both in one. */
    @Test
    void aRowThatOneStatementUpdatesTwiceHasTwoUpdates() {
        scratch.execute(
                "create table person (id int primary key)",
                "create table project (id int primary key, owner int references person on delete set null"
                        + " on update cascade, deputy int references person on delete set null on update cascade)");
        scratch.apply(Mapped.table("project"));
        scratch.execute(
                "insert into person values (1), (2)",
                "insert into project values (1, 1, 1), (2, 1, 1), (3, 1, 2)",
                "delete from audit_activity",
                "delete from person where id = 1");

        assertThat(scratch.texts("select entity_id || ' ' || changed_data from audit_activity"
                        + " where operation = 'UPDATE' order by entity_id, changed_data"))
                .containsExactly(
                        "1 {\"deputy\": null}",
                        "1 {\"owner\": null}",
                        "2 {\"deputy\": null}",
                        "2 {\"owner\": null}",
                        "3 {\"owner\": null}");
        assertThat(scratch.recorded()).hasSize(5);
    }

    /** What comes of it, and not who went through which key. */
    @Test
    void whereKeysChangeTheSameKeyIsTheSameRow() {
        scratch.execute(
                "create table person (id int primary key)",
                "create table project (owner int references person on update cascade,"
                        + " deputy int references person on update cascade, n int, name text, primary key (owner, n))");
        scratch.apply(Mapped.table("project"));
        scratch.execute(
                "insert into person values (1)",
                "insert into project values (1, 1, 1, 'a'), (1, 1, 2, 'b'), (1, 1, 3, 'c')",
                "delete from audit_activity",
                "update person set id = 5");
        assertThat(scratch.texts("select operation || ' ' || (old_data ->> 'deputy') from audit_activity"
                        + " where operation <> 'INSERT'"))
                .containsExactly("DELETE 1", "DELETE 1", "DELETE 1");
        assertThat(scratch.texts("select operation || ' ' || (changed_data ->> 'deputy') from audit_activity"
                        + " where operation = 'INSERT'"))
                .containsExactly("INSERT 5", "INSERT 5", "INSERT 5");

        scratch.execute("delete from audit_activity", "update project set n = n - 1");
        assertThat(scratch.texts(
                        "select operation || ' ' || coalesce(changed_data ->> 'name', '-') from audit_activity"))
                .containsExactlyInAnyOrder("DELETE -", "UPDATE b", "UPDATE c", "INSERT a");
    }

    /** Also where it is more than a few rows, and row by row. */
    @Test
    void whatIsLeftOutNeedNotBeJson() {
        scratch.execute(
                "create table project (id int primary key, name text, raw json"
                        + (PostgresServer.hasVirtualColumns() ? ", x int generated always as (id) virtual)" : ")"),
                "create table thing (id int primary key, raw json)",
                "create table more (n int) inherits (thing)");
        scratch.apply(
                Mapped.hiding(Mapped.table("project"), Set.of("raw"), Set.of()),
                Mapped.hiding(Mapped.table("thing"), Set.of("raw"), Set.of()));
        for (int rows : List.of(1, 500)) {
            scratch.execute(
                    "insert into project select i, 'a', '{\"a\": \"\\u0000\"}' from generate_series(1, " + rows
                            + ") as i",
                    "update project set name = 'b', raw = '[\"\\u0000\"]'",
                    "delete from project");
            assertThat(scratch.texts(
                            "select operation || ' ' || count(*) from audit_activity group by operation order by 1"))
                    .containsExactly("DELETE " + rows, "INSERT " + rows, "UPDATE " + rows);
            assertThat(scratch.texts("select distinct cast(old_data as text) || changed_data from audit_activity"
                            + " where entity_id = '1' order by 1"))
                    .containsExactly(
                            "{\"id\": 1, \"name\": \"a\"}{\"name\": \"b\"}",
                            "{\"id\": 1, \"name\": \"b\"}{}",
                            "{}{\"id\": 1, \"name\": \"a\"}");
            scratch.execute("delete from audit_activity");
        }
        scratch.execute(
                "insert into more values (1, '{\"a\": \"\\u0000\"}', 7)",
                "update thing set raw = '[\"\\u0000\"]'",
                "update thing set id = 2",
                "delete from thing");
        assertThat(scratch.texts("select operation || old_data || changed_data from audit_activity order by id"))
                .containsExactlyInAnyOrder(
                        "INSERT{}{\"n\": 7, \"id\": 1}",
                        "DELETE{\"n\": 7, \"id\": 1}{}",
                        "INSERT{}{\"n\": 7, \"id\": 2}",
                        "DELETE{\"n\": 7, \"id\": 2}{}");
    }

    @Test
    void nobodyElseMakesTriggersOfTheFunctions() {
        scratch.execute("create table project (id int primary key)");
        scratch.apply(Mapped.table("project"));

        assertThat(scratch.texts("select proname from pg_proc where proname like 'audit\\_trigger%'"
                        + " and has_function_privilege('public', oid, 'execute')"))
                .isEmpty();
    }
}
