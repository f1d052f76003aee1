package io.audittrail.benchmarks.contender;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The tables of the database, seen from outside: nothing of this is counted. */
final class Tables {

    static final String PROJECT = "project";

    /** The entities, the same for all. */
    static final List<String> ENTITIES = List.of(PROJECT, "team", "team_members");

    private final JdbcTemplate jdbc;
    private final boolean postgres;
    private final JsonMapper json = new JsonMapper();

    Tables(DataSource dataSource, boolean postgres) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.postgres = postgres;
    }

    boolean isPostgres() {
        return postgres;
    }

    void run(String statements) {
        jdbc.execute(statements);
    }

    /** All that there are. */
    List<String> names() {
        return jdbc.queryForList(
                "select lower(table_name) from information_schema.tables where table_schema = current_schema"
                        + " and table_type = 'BASE TABLE'",
                String.class);
    }

    void empty(List<String> tables) {
        if (tables.isEmpty()) {
            return;
        }
        if (postgres) {
            jdbc.execute("truncate " + String.join(", ", tables));
            return;
        }
        jdbc.execute("set referential_integrity false");
        tables.forEach(table -> jdbc.execute("truncate table " + table));
        jdbc.execute("set referential_integrity true");
    }

    /** Does now what the server would otherwise do at a time of its own. */
    void tidy() {
        if (postgres) {
            jdbc.execute("vacuum analyze " + String.join(", ", names()));
        }
    }

    boolean hasRows(String table) {
        return truth("select exists (select 1 from " + table + ")");
    }

    long rows(String table) {
        return number("select count(*) from " + table);
    }

    /** With indexes; null where they are in memory. */
    @Nullable
    Long bytes(List<String> tables) {
        return postgres
                ? Long.valueOf(tables.stream()
                        .mapToLong(table -> number("select pg_total_relation_size('" + table + "')"))
                        .sum())
                : null;
    }

    /** How much has been written to the server's log of changes; null where there is none. */
    @Nullable
    Long walPosition() {
        return postgres
                ? Long.valueOf(number("select cast(pg_current_wal_insert_lsn() - '0/0'::pg_lsn as bigint)"))
                : null;
    }

    /** Of the connections that are opened from now on. */
    void setSynchronousCommit(boolean on) {
        String database = jdbc.queryForObject("select quote_ident(current_database())", String.class);
        jdbc.execute("alter database " + database + " set synchronous_commit = " + (on ? "on" : "off"));
    }

    /** {@code on} or {@code off}. */
    String synchronousCommit() {
        return Objects.requireNonNull(jdbc.queryForObject("show synchronous_commit", String.class));
    }

    /** The results of a query that contain a text, as JSON. */
    List<String> mentioning(String query, String text) {
        return jdbc
                .query(query, (row, number) -> {
                    Map<String, @Nullable String> columns = new LinkedHashMap<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        columns.put(row.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT), row.getString(i));
                    }
                    return json.writeValueAsString(columns);
                })
                .stream()
                .filter(row -> row.contains(text))
                .toList();
    }

    private boolean truth(String query) {
        return Objects.requireNonNull(jdbc.queryForObject(query, Boolean.class));
    }

    private long number(String query) {
        return Objects.requireNonNull(jdbc.queryForObject(query, Long.class));
    }
}
