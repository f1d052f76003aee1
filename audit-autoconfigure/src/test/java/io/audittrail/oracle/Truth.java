package io.audittrail.oracle;

import io.audittrail.testing.TestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The database's own account of what was committed. A trigger on every table writes it within the transaction, so that the
 * database itself takes back what a rollback takes back, and nothing of ours is asked.
 */
final class Truth {

    /** Settings of the transaction, that the workload makes and the trigger reads. */
    static final String MARKER = "oracle.marker";

    static final String ACTOR = "oracle.actor";
    static final String STATEMENT = "oracle.statement";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcTemplate database;

    Truth(TestDatabase at) {
        database = new JdbcTemplate(new DriverManagerDataSource(at.url(), at.user(), at.password()));
    }

    /** Puts the trigger on the tables that are there. */
    void watch() {
        List<String> tables = tables();
        database.execute("""
                create table truth (number bigserial, xid text, marker text, actor text, statement text,
                    place text, before jsonb, after jsonb);
                create function tell() returns trigger language plpgsql as $$
                begin
                    insert into truth (xid, marker, actor, statement, place, before, after)
                    values (pg_current_xact_id()::text,
                        coalesce(current_setting('oracle.marker', true), ''),
                        coalesce(current_setting('oracle.actor', true), ''),
                        coalesce(current_setting('oracle.statement', true), ''),
                        tg_table_name,
                        case when tg_op <> 'INSERT' then to_jsonb(old) end,
                        case when tg_op <> 'DELETE' then to_jsonb(new) end);
                    return null;
                end $$;
                """);
        database.execute(
                "alter table purchase add constraint one_receipt unique (receipt) deferrable initially deferred");
        for (String table : tables) {
            database.execute("create trigger tell after insert or update or delete on " + table
                    + " for each row execute function tell()");
        }
    }

    List<String> tables() {
        return database.queryForList(
                "select table_name from information_schema.tables where table_schema = 'public' and table_name <> 'truth'"
                        + " and table_name not like 'audit%'"
                        + " order by table_name",
                String.class);
    }

    /** Empties everything, without a row's change being seen. */
    void forget() {
        database.execute("truncate truth, " + String.join(", ", tables()) + " restart identity");
    }

    List<RowChange> changes() {
        return database.query("select * from truth order by number", (row, n) -> change(row));
    }

    private static RowChange change(ResultSet row) throws SQLException {
        return new RowChange(
                row.getString("xid"),
                row.getString("marker"),
                row.getString("actor"),
                row.getString("statement"),
                row.getString("place"),
                json(row.getString("before")),
                json(row.getString("after")));
    }

    private static @Nullable JsonNode json(@Nullable String text) {
        return text == null ? null : JSON.readTree(text);
    }
}
