package io.audittrail.crash;

import io.audittrail.testing.TestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The database's own account of what was committed: a trigger writes it, and nothing of ours is asked. */
final class Truth {

    /** Of the current transaction; the trigger reads it. */
    static final String MARKER = "crash.marker";

    private final JdbcTemplate database;

    Truth(TestDatabase at) {
        database = new JdbcTemplate(new DriverManagerDataSource(at.url(), at.user(), at.password()));
    }

    void prepare() {
        database.execute("""
                create table item (id bigint primary key, owner_no int not null, code varchar(255) not null, amount int not null,
                    constraint one_code unique (code) deferrable initially deferred);
                create table truth (marker text, action text, item bigint, before int, after int);
                create function tell() returns trigger language plpgsql as $$
                begin
                    if tg_op = 'INSERT' then
                        insert into truth values (current_setting('crash.marker'), 'CREATE', new.id, null, new.amount);
                    elsif tg_op = 'UPDATE' then
                        insert into truth values (current_setting('crash.marker'), 'UPDATE', new.id, old.amount, new.amount);
                    else
                        insert into truth values (current_setting('crash.marker'), 'DELETE', old.id, old.amount, null);
                    end if;
                    return null;
                end $$;
                create trigger tell after insert or update or delete on item for each row execute function tell();
                """);
    }

    List<Effect> effects() {
        return database.query("select marker, action, item, before, after from truth", (row, n) -> effect(row));
    }

    /** Records that were committed and did not get into the log yet. */
    long outboxRows() {
        Long rows = database.queryForObject("select count(*) from audit_outbox", Long.class);
        return rows == null ? 0 : rows;
    }

    private static Effect effect(ResultSet row) throws SQLException {
        return new Effect(
                row.getString("marker"),
                row.getString("action"),
                row.getLong("item"),
                number(row, "before"),
                number(row, "after"));
    }

    private static @Nullable Integer number(ResultSet row, String column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? null : number;
    }
}
