package io.audittrail.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.StatementRecord.Kind;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What statements do, as the databases spell them. */
class SqlReaderTests {

    private static final SqlDialect PG = SqlDialect.POSTGRESQL;
    private static final SqlDialect MARIA = SqlDialect.MYSQL;
    private static final SqlDialect H2 = SqlDialect.OTHER;
    private static final SqlDialect ORA = SqlDialect.ORACLE;
    private static final SqlDialect MSSQL = SqlDialect.SQL_SERVER;

    /** @param parameters the columns of each, joined by +; a question mark where they are not known */
    record Case(SqlDialect dialect, String sql, Kind kind, String tables, String text, List<String> parameters) {

        Case(SqlDialect dialect, String sql, Kind kind, String tables, String text, String... parameters) {
            this(dialect, sql, kind, tables, text, List.of(parameters));
        }

        @Override
        public String toString() {
            return dialect + ": " + sql;
        }
    }

    static Stream<Case> readable() {
        return Stream.of(
                // INSERT
                new Case(
                        PG,
                        "INSERT INTO project (id, title) VALUES (1, 'New')",
                        Kind.INSERT,
                        "project",
                        "INSERT INTO project (id, title) VALUES (?, ?)"),
                new Case(
                        PG,
                        "insert into sam.project(id,title) values (?,?), (?,?)",
                        Kind.INSERT,
                        "sam.project",
                        "insert into sam.project(id,title) values (?,?), (?,?)",
                        "id",
                        "title",
                        "id",
                        "title"),
                new Case(
                        PG,
                        "INSERT INTO project VALUES (?, ?)",
                        Kind.INSERT,
                        "project",
                        "INSERT INTO project VALUES (?, ?)",
                        "?",
                        "?"),
                new Case(
                        PG,
                        "INSERT INTO project (id, title) SELECT id, lower(name) || ? FROM draft WHERE state = ?",
                        Kind.INSERT,
                        "project",
                        "INSERT INTO project (id, title) SELECT id, lower(name) || ? FROM draft WHERE state = ?",
                        "name+title",
                        "state"),
                new Case(
                        PG,
                        "INSERT INTO project (id, title) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET title = ?"
                                + " WHERE project.locked = ? RETURNING id",
                        Kind.INSERT,
                        "project",
                        "INSERT INTO project (id, title) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET title = ?"
                                + " WHERE project.locked = ? RETURNING id",
                        "id",
                        "title",
                        "title",
                        "locked"),
                new Case(
                        PG,
                        "INSERT INTO project (id) VALUES (?) ON CONFLICT DO NOTHING",
                        Kind.INSERT,
                        "project",
                        "INSERT INTO project (id) VALUES (?) ON CONFLICT DO NOTHING",
                        "id"),
                new Case(
                        MARIA,
                        "INSERT IGNORE INTO `project` (`id`, `title`) VALUES (?, ?) ON DUPLICATE KEY UPDATE `title` = ?",
                        Kind.INSERT,
                        "project",
                        "INSERT IGNORE INTO `project` (`id`, `title`) VALUES (?, ?) ON DUPLICATE KEY UPDATE `title` = ?",
                        "id",
                        "title",
                        "title"),
                new Case(
                        MARIA,
                        "INSERT INTO project SET id = ?, title = ?",
                        Kind.INSERT,
                        "project",
                        "INSERT INTO project SET id = ?, title = ?",
                        "id",
                        "title"),
                new Case(
                        MARIA,
                        "REPLACE INTO project (id, title) VALUES (?, \"secret\")",
                        Kind.MERGE,
                        "project",
                        "REPLACE INTO project (id, title) VALUES (?, ?)",
                        "id"),
                new Case(
                        PG,
                        "INSERT INTO project DEFAULT VALUES",
                        Kind.INSERT,
                        "project",
                        "INSERT INTO project DEFAULT VALUES"),
                // UPDATE
                new Case(
                        PG,
                        "UPDATE project SET title = ?, pin = 4711 WHERE id = ?",
                        Kind.UPDATE,
                        "project",
                        "UPDATE project SET title = ?, pin = ? WHERE id = ?",
                        "title",
                        "id"),
                new Case(
                        PG,
                        "UPDATE \"Project\" AS p SET \"Title\" = ? WHERE p.\"id\" IN (?, ?)",
                        Kind.UPDATE,
                        "Project",
                        "UPDATE \"Project\" AS p SET \"Title\" = ? WHERE p.\"id\" IN (?, ?)",
                        "title",
                        "id",
                        "id"),
                new Case(
                        PG,
                        "UPDATE project SET (title, state) = (?, ?) WHERE id BETWEEN ? AND ?",
                        Kind.UPDATE,
                        "project",
                        "UPDATE project SET (title, state) = (?, ?) WHERE id BETWEEN ? AND ?",
                        "title",
                        "state",
                        "id",
                        "id"),
                new Case(
                        PG,
                        "UPDATE project SET title = upper(?) WHERE lower(name) = lower(?) AND ? < size OR NOT (code LIKE ?)",
                        Kind.UPDATE,
                        "project",
                        "UPDATE project SET title = upper(?) WHERE lower(name) = lower(?) AND ? < size OR NOT (code LIKE ?)",
                        "title",
                        "name",
                        "size",
                        "code"),
                new Case(
                        PG,
                        "UPDATE project p SET owner = d.owner FROM draft d WHERE d.id = p.id AND d.state = ?",
                        Kind.UPDATE,
                        "project",
                        "UPDATE project p SET owner = d.owner FROM draft d WHERE d.id = p.id AND d.state = ?",
                        "state"),
                new Case(
                        PG,
                        "UPDATE project AS p SET secret = v.value FROM (VALUES (?, ?), (?, ?)) AS v(key, value) WHERE p.id = v.key",
                        Kind.UPDATE,
                        "project",
                        "UPDATE project AS p SET secret = v.value FROM (VALUES (?, ?), (?, ?)) AS v(key, value) WHERE p.id = v.key",
                        "id+key",
                        "secret+value",
                        "id+key",
                        "secret+value"),
                new Case(
                        PG,
                        "UPDATE project SET tags = tags || ?::jsonb, at = now() - interval '1 day' WHERE tags ?? 'x'",
                        Kind.UPDATE,
                        "project",
                        "UPDATE project SET tags = tags || ?::jsonb, at = now() - interval ? WHERE tags ?? ?",
                        "tags"),
                new Case(
                        PG,
                        "UPDATE project SET state = CASE WHEN size > ? THEN ? ELSE state END",
                        Kind.UPDATE,
                        "project",
                        "UPDATE project SET state = CASE WHEN size > ? THEN ? ELSE state END",
                        "size+state",
                        "size+state"),
                new Case(
                        MARIA,
                        "UPDATE project p JOIN task t ON t.project_id = p.id SET p.title = ? WHERE t.done = 1",
                        Kind.UPDATE,
                        "project",
                        "UPDATE project p JOIN task t ON t.project_id = p.id SET p.title = ? WHERE t.done = ?",
                        "title"),
                new Case(
                        MARIA,
                        "UPDATE project p, task t SET p.title = ?, t.done = ? WHERE t.project_id = p.id",
                        Kind.UPDATE,
                        "project,task",
                        "UPDATE project p, task t SET p.title = ?, t.done = ? WHERE t.project_id = p.id",
                        "title",
                        "done"),
                new Case(
                        MARIA,
                        "UPDATE project SET title = 'it\\'s', pin = 'that\\'s' ORDER BY id LIMIT 5",
                        Kind.UPDATE,
                        "project",
                        "UPDATE project SET title = ?, pin = ? ORDER BY id LIMIT ?"),
                new Case(
                        MSSQL,
                        "UPDATE p SET p.[title] = ? FROM [dbo].[project] p WHERE p.id = ?",
                        Kind.UPDATE,
                        "dbo.project",
                        "UPDATE p SET p.[title] = ? FROM [dbo].[project] p WHERE p.id = ?",
                        "title",
                        "id"),
                new Case(
                        ORA,
                        "UPDATE sam.project SET title = q'[it's]' WHERE id = :1",
                        Kind.UPDATE,
                        "sam.project",
                        "UPDATE sam.project SET title = ? WHERE id = :1",
                        "id"),
                new Case(
                        H2,
                        "UPDATE project SET at = {ts '2026-01-01 00:00:00'}, name = {fn lcase(?)} WHERE id = 1e-5",
                        Kind.UPDATE,
                        "project",
                        "UPDATE project SET at = ?, name = {fn lcase(?)} WHERE id = ?",
                        "name"),
                new Case(
                        H2,
                        "update project set title = :title where id = :id",
                        Kind.UPDATE,
                        "project",
                        "update project set title = :title where id = :id",
                        "title",
                        "id"),
                // DELETE
                new Case(
                        PG,
                        "DELETE FROM project p USING task t WHERE t.project_id = p.id AND t.code = ?",
                        Kind.DELETE,
                        "project",
                        "DELETE FROM project p USING task t WHERE t.project_id = p.id AND t.code = ?",
                        "code"),
                new Case(
                        PG,
                        "DELETE FROM project WHERE id IN (SELECT project_id FROM task WHERE code = ?) AND size = ?",
                        Kind.DELETE,
                        "project",
                        "DELETE FROM project WHERE id IN (SELECT project_id FROM task WHERE code = ?) AND size = ?",
                        "code+id",
                        "size"),
                new Case(
                        PG,
                        "DELETE FROM project WHERE EXISTS (SELECT 1 FROM task t WHERE t.p = project.id AND t.code = ?)",
                        Kind.DELETE,
                        "project",
                        "DELETE FROM project WHERE EXISTS (SELECT ? FROM task t WHERE t.p = project.id AND t.code = ?)",
                        "code"),
                new Case(
                        PG,
                        "DELETE FROM project WHERE id = ANY (?)",
                        Kind.DELETE,
                        "project",
                        "DELETE FROM project WHERE id = ANY (?)",
                        "id"),
                new Case(
                        MARIA,
                        "DELETE p, t FROM project p JOIN task t ON t.project_id = p.id WHERE p.id = ?",
                        Kind.DELETE,
                        "project,task",
                        "DELETE p, t FROM project p JOIN task t ON t.project_id = p.id WHERE p.id = ?",
                        "id"),
                new Case(
                        MARIA,
                        "DELETE FROM project WHERE title = \"it's\" LIMIT 3",
                        Kind.DELETE,
                        "project",
                        "DELETE FROM project WHERE title = ? LIMIT ?"),
                new Case(
                        MSSQL,
                        "DELETE p FROM project p WHERE p.id = ?",
                        Kind.DELETE,
                        "project",
                        "DELETE p FROM project p WHERE p.id = ?",
                        "id"),
                new Case(
                        ORA,
                        "DELETE project WHERE id = ?",
                        Kind.DELETE,
                        "project",
                        "DELETE project WHERE id = ?",
                        "id"),
                // MERGE
                new Case(
                        ORA,
                        "MERGE INTO project p USING (SELECT ? id, ? value FROM dual) s ON (p.id = s.id)"
                                + " WHEN MATCHED THEN UPDATE SET p.secret = s.value"
                                + " WHEN NOT MATCHED THEN INSERT (id, secret, state) VALUES (s.id, s.value, ?)",
                        Kind.MERGE,
                        "project",
                        "MERGE INTO project p USING (SELECT ? id, ? value FROM dual) s ON (p.id = s.id)"
                                + " WHEN MATCHED THEN UPDATE SET p.secret = s.value"
                                + " WHEN NOT MATCHED THEN INSERT (id, secret, state) VALUES (s.id, s.value, ?)",
                        "id",
                        "secret+value",
                        "state"),
                new Case(
                        PG,
                        "MERGE INTO project p USING draft d ON p.id = d.id WHEN MATCHED AND d.code = ? THEN DELETE",
                        Kind.MERGE,
                        "project",
                        "MERGE INTO project p USING draft d ON p.id = d.id WHEN MATCHED AND d.code = ? THEN DELETE",
                        "code"),
                // WITH
                new Case(
                        PG,
                        "WITH x AS (DELETE FROM project WHERE id = ? RETURNING *) SELECT * FROM x",
                        Kind.DELETE,
                        "project",
                        "WITH x AS (DELETE FROM project WHERE id = ? RETURNING *) SELECT * FROM x",
                        "id"),
                new Case(
                        PG,
                        "WITH x AS (DELETE FROM project RETURNING *) INSERT INTO archive SELECT * FROM x",
                        Kind.INSERT,
                        "project,archive",
                        "WITH x AS (DELETE FROM project RETURNING *) INSERT INTO archive SELECT * FROM x"),
                new Case(
                        PG,
                        "WITH x AS (SELECT id FROM task WHERE code = ?) UPDATE project SET a = ? FROM x WHERE x.id = project.id",
                        Kind.UPDATE,
                        "project",
                        "WITH x AS (SELECT id FROM task WHERE code = ?) UPDATE project SET a = ? FROM x WHERE x.id = project.id",
                        "code",
                        "a"),
                new Case(
                        MSSQL,
                        "WITH c AS (SELECT * FROM project WHERE id = ?) DELETE FROM c",
                        Kind.DELETE,
                        "project",
                        "WITH c AS (SELECT * FROM project WHERE id = ?) DELETE FROM c",
                        "id"),
                // TRUNCATE and DDL
                new Case(
                        PG,
                        "TRUNCATE TABLE project, task CASCADE",
                        Kind.TRUNCATE,
                        "project,task",
                        "TRUNCATE TABLE project, task CASCADE"),
                new Case(MARIA, "TRUNCATE project", Kind.TRUNCATE, "project", "TRUNCATE project"),
                new Case(
                        PG,
                        "ALTER TABLE project ADD COLUMN pin varchar(8) DEFAULT 'hunter2'",
                        Kind.DDL,
                        "project",
                        "ALTER TABLE project ADD COLUMN pin varchar(?) DEFAULT ?"),
                new Case(
                        PG,
                        "DROP TABLE IF EXISTS project CASCADE",
                        Kind.DDL,
                        "project",
                        "DROP TABLE IF EXISTS project CASCADE"),
                new Case(
                        PG,
                        "CREATE TABLE project (id bigint primary key, title varchar(10) default 'x')",
                        Kind.DDL,
                        "project",
                        "CREATE TABLE project (id bigint primary key, title varchar(?) default ?)"),
                new Case(
                        PG,
                        "CREATE UNIQUE INDEX i ON project (title)",
                        Kind.DDL,
                        "project",
                        "CREATE UNIQUE INDEX i ON project (title)"),
                new Case(PG, "COMMENT ON TABLE project IS 'x'", Kind.DDL, "project", "COMMENT ON TABLE project IS ?"),
                new Case(
                        PG,
                        "COMMENT ON COLUMN project.title IS 'x'",
                        Kind.DDL,
                        "project",
                        "COMMENT ON COLUMN project.title IS ?"),
                new Case(
                        MARIA,
                        "RENAME TABLE project TO project2",
                        Kind.DDL,
                        "project,project2",
                        "RENAME TABLE project TO project2"),
                new Case(
                        PG,
                        "ALTER TABLE project RENAME TO project2",
                        Kind.DDL,
                        "project",
                        "ALTER TABLE project RENAME TO project2"),
                new Case(
                        PG,
                        "SELECT * INTO backup FROM project WHERE id = ?",
                        Kind.DDL,
                        "backup",
                        "SELECT * INTO backup FROM project WHERE id = ?",
                        "id"),
                // several
                new Case(
                        PG,
                        "DELETE FROM task WHERE p = ?; SELECT 1; DELETE FROM project WHERE id = ?;",
                        Kind.DELETE,
                        "task,project",
                        "DELETE FROM task WHERE p = ?; SELECT ?; DELETE FROM project WHERE id = ?;",
                        "p",
                        "id"),
                // literals of all kinds
                new Case(
                        PG,
                        "UPDATE t SET a = E'it\\'s', b = $$x'y$$, c = $q$ $$ $q$, d = 0xFF, e = .5, f = U&'x', g = B'01'",
                        Kind.UPDATE,
                        "t",
                        "UPDATE t SET a = ?, b = ?, c = ?, d = ?, e = ?, f = U&?, g = ?"),
                new Case(
                        PG,
                        "UPDATE t SET a = 'C:\\' WHERE b = NULL OR c = TRUE OR d = DATE '2026-01-01'",
                        Kind.UPDATE,
                        "t",
                        "UPDATE t SET a = ? WHERE b = NULL OR c = TRUE OR d = DATE ?"));
    }

    @ParameterizedTest
    @MethodSource
    void readable(Case row) {
        SqlStatement read = new SqlReader(row.dialect()).read(row.sql());
        assertThat(read.readable()).as("it was read").isTrue();
        assertThat(read.kind()).isEqualTo(row.kind());
        assertThat(String.join(",", read.tableNames())).isEqualTo(row.tables());
        assertThat(read.text()).isEqualTo(row.text());
        assertThat(columns(read)).isEqualTo(row.parameters());
    }

    private static List<String> columns(SqlStatement read) {
        return read.parameters().stream()
                .map(parameter -> parameter.isKnown()
                        ? new TreeSet<>(parameter.columns()).stream().collect(Collectors.joining("+"))
                        : "?")
                .toList();
    }
}
