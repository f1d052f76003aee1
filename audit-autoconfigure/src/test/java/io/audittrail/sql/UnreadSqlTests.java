package io.audittrail.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.StatementRecord.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that change nothing, and those of which only the first words can be understood. */
class UnreadSqlTests {

    private final SqlReader reader = new SqlReader(SqlDialect.POSTGRESQL);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ; ; ",
                "-- nothing",
                "SELECT * FROM project WHERE title = 'DELETE FROM project; INSERT INTO project'",
                "select id from project for update",
                "(SELECT 1) UNION (SELECT 2)",
                "/* DELETE FROM project */ SELECT 1;",
                "SELECT replace(title, 'a', 'b'), \"into\", t.update FROM project t",
                "WITH x AS (SELECT * FROM project) SELECT * FROM x FOR NO KEY UPDATE",
                "VALUES (1, 2)",
                "SHOW server_version",
                "SET search_path TO sam",
                "BEGIN; COMMIT",
                "BEGIN ISOLATION LEVEL SERIALIZABLE",
                "SAVEPOINT a",
                "ANALYZE project",
                "ANALYZE TABLE project UPDATE HISTOGRAM ON title",
                "EXPLAIN DELETE FROM project",
                "PREPARE p AS DELETE FROM project",
                "DECLARE c CURSOR FOR SELECT * FROM project",
                "LOCK TABLE project",
                "COPY project TO STDOUT",
                "CREATE SEQUENCE s",
                "CREATE ROLE bob PASSWORD 'x'",
                "CREATE FUNCTION f() RETURNS int AS $$ DELETE FROM project; SELECT 1 $$ LANGUAGE sql",
                "GRANT INSERT ON project TO bob"
            })
    void whatChangesNothingIsNothing(String sql) {
        assertThat(reader.read(sql).changes()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT     | INSERT INTO project PARTITION OF THE MOON ('x')",
                "UPDATE     | UPDATE project SET SET title = 'x'",
                "DELETE     | DELETE FROM ONLY project",
                "TRUNCATE   | TRUNCATE TABLE project RESTART IDENTITY",
                "DDL        | ALTER FROBNICATE 'x'",
                "DDL        | DROP TABLE project, task",
                "MERGE      | MERGE INTO project (id) KEY (id) VALUES (1)",
                "INSERT     | COPY project FROM STDIN",
                "DELETE     | EXPLAIN ANALYZE DELETE FROM project",
                "DELETE     | ANALYZE FORMAT=JSON DELETE FROM project",
                "DELETE     | SELECT 1; DELETE FROM ONLY project",
                "UNKNOWN    | DO $$ BEGIN DELETE FROM project; END $$",
                "UNKNOWN    | BEGIN DELETE FROM project; END;",
                "UNKNOWN    | BEGIN NOT ATOMIC DELETE FROM project; END",
                "UNKNOWN    | IF x THEN DELETE FROM project; END IF",
                "UNKNOWN    | frobnicate project",
                "UNKNOWN    | 'what'",
                "UPDATE     | UPDATE project SET title = 'open"
            })
    void whatCannotBeReadIsNamedByItsFingerprint(Kind kind, String sql) {
        SqlStatement read = reader.read(sql);
        assertThat(read.kind()).isEqualTo(kind);
        assertThat(read.readable()).isFalse();
        assertThat(read.complete()).isFalse();
        assertThat(read.text()).matches("sha256:[0-9a-f]{64}");
        assertThat(read.note()).contains("could not be read", sql.length() + " characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CALL clean(?, 'x')",
                "{call clean(?, 'x')}",
                "{? = call clean('x')}",
                "EXECUTE clean",
                "exec clean 5"
            })
    void aCallIsKnownToBeOneAndNoMore(String sql) {
        SqlStatement read = reader.read(sql);
        assertThat(read.kind()).isEqualTo(Kind.CALL);
        assertThat(read.tables()).isEmpty();
        assertThat(read.complete()).isFalse();
        assertThat(read.readable()).isTrue();
        assertThat(read.text()).isEqualTo(sql.replace("'x'", "?").replace("5", "?"));
        assertThat(read.note()).isEqualTo("what the procedure does is not known");
    }

    @Test
    void aFingerprintIsTheSameForOtherLiteralsAndNoOtherText() {
        String fingerprint =
                reader.read("TRUNCATE TABLE project RESTART 5 'a''b' /* x */").text();
        assertThat(reader.read("TRUNCATE  TABLE\nproject RESTART 17.5 'secret' -- y")
                        .text())
                .isEqualTo(fingerprint);
        assertThat(reader.read("TRUNCATE TABLE task RESTART 5 'a''b'").text()).isNotEqualTo(fingerprint);
    }

    @Test
    void anEndlessTextIsNamedByItsBeginning() {
        String sql = "INSERT INTO project (title) VALUES " + "('secret'),".repeat(20_000) + "('x')";
        SqlStatement read = reader.read(sql);
        assertThat(read.kind()).isEqualTo(Kind.INSERT);
        assertThat(read.text()).startsWith("sha256:");
        assertThat(read.names()).isEmpty();
    }

    @Test
    void whatABackslashIsMustBeCertain() {
        // One reading has two literals and a name between them, the other one has three.
        String sql = "UPDATE project SET a = '\\', b = ' hunter2 ', c = '\\', d = ' hunter2 '";
        assertThat(reader.read("UPDATE project SET a = 'C:\\', b = 'it''s'").readable())
                .isTrue();
        assertThat(reader.read(sql).text()).doesNotContain("hunter2");
        assertThat(reader.read("UPDATE project SET a = 'x\\' = b, c = ' hunter2 = \\'")
                        .text())
                .doesNotContain("hunter2");
    }

    @Test
    void whatMariaDbCarriesOutInCommentsIsNoComment() {
        SqlStatement read = new SqlReader(SqlDialect.MYSQL).read("SELECT 1 /*! INTO OUTFILE 'x' */");
        assertThat(read.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(new SqlReader(SqlDialect.MYSQL)
                        .read("DELETE /*!40000 QUICK */ FROM project")
                        .readable())
                .isFalse();
    }

    @Test
    void sqlServerNeedsNothingBetweenStatements() {
        SqlReader server = new SqlReader(SqlDialect.SQL_SERVER);
        assertThat(server.read("SELECT 1 DELETE FROM project").kind()).isEqualTo(Kind.DELETE);
        assertThat(server.read("UPDATE task SET a = 1 DELETE FROM project").readable())
                .isFalse();
        assertThat(server.read("SET NOCOUNT ON; DELETE FROM project").tableNames())
                .containsExactly("project");
    }

    @Test
    void aSchemaTakesTablesAlong() {
        SqlStatement read = reader.read("DROP SCHEMA sam CASCADE");
        assertThat(read.kind()).isEqualTo(Kind.DDL);
        assertThat(read.complete()).isFalse();
        assertThat(read.note()).isEqualTo("which tables it takes away is not known");
    }
}
