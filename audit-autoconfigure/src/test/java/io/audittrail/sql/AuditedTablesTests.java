package io.audittrail.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditedTablesTests {

    private final AuditedTables tables = new AuditedTables(
            List.of(
                    new AuditedTable(
                            SqlTable.of("project"),
                            List.of("Project"),
                            Map.of("id", false, "PIN", true, "title", false)),
                    new AuditedTable(SqlTable.of("sam.task"), List.of("Task"), Map.of("id", false, "code", false)),
                    AuditedTable.named("legacy")),
            column -> column.contains("password"));
    private final SqlReader reader = new SqlReader(SqlDialect.POSTGRESQL);

    @Test
    void tablesAreTheSameWhateverTheirCaseAndQuotes() {
        assertThat(touched("DELETE FROM PROJECT")).containsExactly("project");
        assertThat(touched("DELETE FROM public.\"project\"")).containsExactly("project");
        assertThat(touched("DELETE FROM task")).containsExactly("sam.task");
        assertThat(touched("DELETE FROM db.sam.task")).containsExactly("sam.task");
        assertThat(touched("DELETE FROM other.task")).isEmpty();
        assertThat(touched("DELETE FROM projects")).isEmpty();
        assertThat(touched("INSERT INTO other SELECT * FROM project")).isEmpty();
    }

    @Test
    void caseCountsBetweenQuotesOnly() {
        SqlTable quoted = SqlTable.of("\"Project\"");
        assertThat(quoted.matches(SqlTable.of("\"PROJECT\""))).isFalse();
        assertThat(quoted.matches(SqlTable.of("PROJECT"))).isTrue();
        assertThat(SqlTable.of("`a.b`.`c`").schema()).isEqualTo(new SqlName("a.b", true));
    }

    @Test
    void anEntityIsNamedWhenThereIsOne() {
        assertThat(entity("DELETE FROM project")).isEqualTo("Project");
        assertThat(entity("DELETE FROM legacy")).isNull();
        assertThat(entity("TRUNCATE project, sam.task")).isNull();
        assertThat(entity("CALL project()")).isNull();
    }

    @Test
    void whatMayChangeATableConcernsIt() {
        assertThat(tables.concern(reader.read("SELECT * FROM project"))).isFalse();
        assertThat(tables.concern(reader.read("DELETE FROM other WHERE id IN (SELECT id FROM project)")))
                .isFalse();
        assertThat(tables.concern(reader.read("DELETE FROM project"))).isTrue();
        assertThat(tables.concern(reader.read("DELETE FROM ONLY project"))).isTrue();
        assertThat(tables.concern(reader.read("DELETE FROM ONLY other"))).isFalse();
        assertThat(tables.concern(reader.read("CALL whatever()"))).isTrue();
        assertThat(tables.concern(reader.read("frobnicate"))).isTrue();
    }

    @Test
    void aParameterOfAMaskedColumnIsMasked() {
        SqlStatement update = reader.read("UPDATE project SET title = ?, Pin = ? WHERE id = ? AND lower(\"PIN\") = ?");
        assertThat(masked(update)).containsExactly(false, true, false, true);
        assertThat(masked(reader.read("INSERT INTO project (id, pin) VALUES (?, ?), (?, ?)")))
                .containsExactly(false, true, false, true);
        assertThat(masked(reader.read("DELETE FROM sam.task WHERE id IN (SELECT id FROM project WHERE pin = ?)")))
                .containsExactly(true);
        assertThat(masked(reader.read("UPDATE sam.task SET pin = ?"))).containsExactly(false);
    }

    @Test
    void aParameterOfAnUnknownColumnMayBeOfAnyOfThem() {
        assertThat(masked(reader.read("INSERT INTO project VALUES (?, ?)"))).containsExactly(true, true);
        assertThat(masked(reader.read("INSERT INTO sam.task VALUES (?, ?)"))).containsExactly(false, false);
        assertThat(masked(reader.read("INSERT INTO sam.task SELECT id || ? FROM project")))
                .containsExactly(true);
        assertThat(masked(reader.read("INSERT INTO legacy VALUES (?)"))).containsExactly(true);
        assertThat(tables.isMasked(reader.read("DELETE FROM ONLY sam.task WHERE id = ?"), 0))
                .isTrue();
        assertThat(tables.isMasked(reader.read("CALL clean(?)"), 0)).isTrue();
        assertThat(tables.isMasked(reader.read("UPDATE project SET title = ?"), 7))
                .isTrue();
    }

    @Test
    void wordsMaskColumnsThatNobodyKnows() {
        assertThat(masked(reader.read("UPDATE legacy SET password_hash = ?, name = ?")))
                .containsExactly(true, false);
        assertThat(masked(reader.read("UPDATE project SET old_password = ?"))).containsExactly(true);
    }

    @Test
    void nothingIsMaskedWhereNothingHasToBe() {
        AuditedTables open = new AuditedTables(
                List.of(new AuditedTable(SqlTable.of("task"), List.of("Task"), Map.of("id", false))), column -> false);
        assertThat(open.isMasked(reader.read("CALL clean(?)"), 0)).isFalse();
        assertThat(open.isMasked(reader.read("INSERT INTO task VALUES (?)"), 0)).isFalse();
    }

    @Test
    void whatAStatementConcernsIsTheSameWhenItIsSeenAgain() {
        SqlScope scope = new SqlScope(reader, tables);
        String update = "UPDATE project SET title = ?, pin = ?";
        Concern concern = Objects.requireNonNull(scope.concern(update));
        assertThat(concern.entities()).containsExactly("Project");
        assertThat(concern.masked()).containsExactly(false, true);
        assertThat(concern.isMasked(7)).isTrue();
        assertThat(concern.isMasked(-1)).isTrue();
        assertThat(scope.concern(update)).isSameAs(concern);
        assertThat(scope.concern("DELETE FROM other")).isNull();
        assertThat(scope.concern("SELECT * FROM project")).isNull();
        assertThat(scope.with(List.of("other")).concern("DELETE FROM other")).isNotNull();
    }

    private @Nullable String entity(String sql) {
        return Objects.requireNonNull(new SqlScope(reader, tables).concern(sql)).entity();
    }

    private List<String> touched(String sql) {
        return tables.touched(reader.read(sql)).stream()
                .map(table -> table.name().toString())
                .toList();
    }

    private List<Boolean> masked(SqlStatement statement) {
        assertThat(statement.readable()).isTrue();
        return IntStream.range(0, statement.parameters().size())
                .mapToObj(index -> tables.isMasked(statement, index))
                .toList();
    }
}
