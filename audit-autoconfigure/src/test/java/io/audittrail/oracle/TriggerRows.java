package io.audittrail.oracle;

import io.audittrail.testing.TestDatabase;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What the triggers of the audit tables have recorded, held against {@link Truth} row by row, within the database. */
final class TriggerRows {

    /** In whose version nobody is interested, neither here nor there. */
    private static final String SEEN = """
            select cast(t.native_id as text) as xid, coalesce(a.actor, t.actor) as actor, a.table_name as place, a.operation,
                a.old_data, case a.operation when 'UPDATE' then a.old_data || a.changed_data else a.changed_data end as data
            from audit_activity a join audit_transaction t on t.id = a.transaction_id
            where a.source = 'trigger'
            """;

    private static final String TRUE = """
            select xid, actor, place,
                case when before is null then 'INSERT' when after is null then 'DELETE' else 'UPDATE' end as operation,
                coalesce(before, '{}') - 'version' as old_data, coalesce(after, '{}') - 'version' as data
            from truth where before is null or after is null or before - 'version' <> after - 'version'
            """;

    private final JdbcTemplate database;

    TriggerRows(TestDatabase at) {
        database = new JdbcTemplate(new DriverManagerDataSource(at.url(), at.user(), at.password()));
    }

    void forget() {
        database.execute("truncate audit_activity, audit_transaction");
    }

    List<String> missing() {
        return difference(TRUE, SEEN);
    }

    List<String> phantoms() {
        return difference(SEEN, TRUE);
    }

    private List<String> difference(String of, String without) {
        return database.queryForList(
                "select cast(d as text) from ((" + of + ") except all (" + without + ")) as d limit 20", String.class);
    }

    /** The application did all of it. */
    List<String> outside() {
        return database.queryForList(
                "select cast(t as text) from audit_transaction t where actor_kind = 'external' limit 20", String.class);
    }

    long count() {
        Long count = database.queryForObject("select count(*) from audit_activity", Long.class);
        return count == null ? 0 : count;
    }
}
