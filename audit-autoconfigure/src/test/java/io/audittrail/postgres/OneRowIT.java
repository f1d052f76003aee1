package io.audittrail.postgres;

import static io.audittrail.postgres.Mapped.element;
import static io.audittrail.postgres.Mapped.hiding;
import static io.audittrail.postgres.Mapped.identified;
import static io.audittrail.postgres.Mapped.knowing;
import static io.audittrail.postgres.Mapped.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.hibernate.MappedTable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One row by itself goes another way than several: what is recorded of it must be the same. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class OneRowIT {

    private static final int ROWS = 5;

    private static final Set<String> ALL = Set.of("no", "kind", "name", "code", "draft", "pin", "api key", "needed");

    private final Scratch scratch = new Scratch();

    @AfterEach
    void close() {
        scratch.close();
    }

    static Stream<Arguments> shapes() {
        UnaryOperator<MappedTable> known = table -> knowing(table, ALL);
        return Stream.of(
                shape("all of it known", known),
                shape("some of it unknown", table -> knowing(table, Set.of("no", "name"))),
                shape("all of it unknown", table -> table),
                shape("masked and known", table -> knowing(hiding(table, Set.of(), Set.of("code", "pin")), ALL)),
                shape("masked and unknown", table -> hiding(table, Set.of(), Set.of("code"))),
                shape("masked, but gone", table -> knowing(hiding(table, Set.of(), Set.of("old code")), Set.of("no"))),
                shape("left out", table -> knowing(hiding(table, Set.of("draft"), Set.of("code")), ALL)),
                shape("left out, but gone", table -> hiding(table, Set.of("old draft"), Set.of())),
                shape(
                        "a key that is left out",
                        table -> known.apply(hiding(identified(table, "name"), Set.of("no"), Set.of()))),
                shape("a label", table -> labelled(knowing(table, ALL), "name")),
                shape("two in its id", table -> known.apply(identified(table, "name", "no"))),
                shape("a secret in its id", table -> hiding(identified(table, "no", "pin"), Set.of(), Set.of("pin"))),
                shape("a secret as its id", table -> hiding(identified(table, "pin"), Set.of(), Set.of("pin"))),
                shape("a long id", table -> known.apply(identified(table, "code"))),
                shape("an id that may be missing", table -> known.apply(identified(table, "draft"))),
                shape(
                        "an element",
                        table -> known.apply(
                                hiding(element(identified(table, "no", "draft")), Set.of("draft"), Set.of()))),
                shape(
                        "kinds of rows",
                        table -> known.apply(Mapped.of(
                                table,
                                new MappedTable.Kinds("kind", Map.of("a", "Apple", "c", "Cherry"), Set.of("b"))))));
    }

    private static Arguments shape(String name, UnaryOperator<MappedTable> shape) {
        return Arguments.argumentSet(name, shape);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void itIsRecordedAsItIsAmongOthersAndAsItIsByARowTrigger(UnaryOperator<MappedTable> shape) {
        for (String table : List.of("alone", "together", "apart")) {
            scratch.execute(
                    "create table " + table + " (no int primary key, kind char(2), name text, code text, draft text,"
                            + " pin text, \"api key\" text, needed int)");
            scratch.tables.add(shape.apply(Mapped.table(null, table, Map.of("no", "no"))));
        }
        scratch.apply();
        byRows("apart");

        changeEach("alone");
        changeAll("together");
        changeAll("apart");

        List<String> alone = recorded("alone");
        assertThat(alone).hasSizeGreaterThan(3 * ROWS);
        assertThat(recorded("together")).containsExactlyElementsOf(alone);
        assertThat(recorded("apart")).containsExactlyElementsOf(alone);
    }

    /** Instead of the triggers of statements, with what these are told. */
    private void byRows(String table) {
        List<String> argument = scratch.sql.queryForList(
                "select encode(substring(tgargs for length(tgargs) - 1), 'escape') from pg_trigger"
                        + " where tgname = 'audit_insert' and tgrelid = cast(? as regclass)",
                String.class,
                table);
        scratch.execute(
                "drop trigger audit_insert on " + table,
                "drop trigger audit_update on " + table,
                "drop trigger audit_delete on " + table,
                "create trigger audit_row after insert or update or delete on " + table
                        + " for each row execute function audit_trigger_row(" + SqlNames.text(argument.get(0)) + ")");
    }

    private void changeEach(String table) {
        IntStream.rangeClosed(1, ROWS).forEach(no -> change(table, String.valueOf(no)));
    }

    private void changeAll(String table) {
        change(table, "1, 2, 3, 4, 5");
    }

    private void change(String table, String rows) {
        scratch.execute(
                "insert into " + table + " select r.no, (array['a', 'b', 'c', 'd', null])[r.no], 'n' || r.no,"
                        + " repeat('x', 498 + r.no), nullif('d' || r.no, 'd2'), 'p' || r.no, 'SECRET', r.no"
                        + " from unnest(array[" + rows + "]) as r (no)",
                "update " + table + " set name = case no when 3 then name else name || '!' end, pin = pin || '!',"
                        + " code = case no when 4 then null else code end where no in (" + rows + ") and no <> 3",
                "update " + table + " set name = name where no in (" + rows + ")",
                "update " + table + " set kind = case kind when 'a' then 'b' when 'b' then 'a' else kind end,"
                        + " draft = case no when 1 then null else draft || '!' end where no in (" + rows + ")",
                "update " + table + " set no = no + 10 where no in (" + rows + ")",
                "delete from " + table + " where no - 10 in (" + rows + ")",
                "delete from " + table + " where no - 10 in (" + rows + ")");
    }

    private List<String> recorded(String table) {
        return scratch.sql.queryForList(
                "select r.recorded from (select cast(row(operation, entity, entity_id, label, old_data, changed_data) as text)"
                        + " as recorded from audit_activity where table_name = ?) as r order by r.recorded collate \"C\"",
                String.class,
                table);
    }
}
