package io.audittrail.tables;

import io.audittrail.Actor;
import io.audittrail.database.Dialect;
import io.audittrail.database.UnitDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Removes from the tables of one database what is older than a moment, and has one row there that says so: how much it is
 * is brought up to date with each batch, in its transaction. Not thread-safe.
 */
final class Removal {

    private final Dialect dialect;
    private final String unit;
    private final Instant before;
    private final int batchSize;
    private final Instant now;
    private final String selectActivities;
    private final String selectTransactions;
    private final String deleteActivity;
    private final String deleteTransaction;
    private final String insertTransaction;
    private final String insertActivity;
    private final String update;
    private final UUID tx = UUID.randomUUID();
    private long activities;
    private long transactions;
    private boolean isRecorded;

    /** What takes the rows. */
    @FunctionalInterface
    private interface Counted {
        void removed(int rows);
    }

    Removal(UnitDatabase database, TableNames names, Instant before, int batchSize, Instant now) {
        this.dialect = database.dialect();
        this.unit = database.unit();
        this.before = before;
        this.batchSize = batchSize;
        this.now = now.truncatedTo(ChronoUnit.MICROS);
        String some = " order by issued_at limit " + batchSize + " for update skip locked";
        this.selectActivities = names.in("select id from audit_activity where issued_at < ? and operation <> '"
                + AuditTables.REMOVAL + '\'' + some);
        this.selectTransactions = names.in("select id from audit_transaction where issued_at < ? and not exists"
                + " (select 1 from audit_activity a where a.transaction_id = audit_transaction.id)" + some);
        this.deleteActivity = names.in("delete from audit_activity where id = ?");
        this.deleteTransaction = names.in("delete from audit_transaction where id = ?");
        this.insertTransaction =
                names.in("insert into audit_transaction (id, unit, issued_at, actor, actor_kind, context)"
                        + " values (?, ?, ?, ?, ?, " + dialect.json() + ')');
        this.insertActivity = names.in("insert into audit_activity"
                + " (transaction_id, n, issued_at, operation, entity, source, old_data, changed_data, line)"
                + " values (?, 1, ?, '" + AuditTables.REMOVAL + "', ?, 'audit', " + dialect.json() + ", "
                + dialect.json() + ", ?)");
        this.update = names.in(
                "update audit_activity set changed_data = " + dialect.json() + ", line = ? where transaction_id = ?");
    }

    /** One batch. Says whether there may be more. */
    boolean activities(Connection connection) throws SQLException {
        return batch(connection, selectActivities, deleteActivity, rows -> activities += rows);
    }

    /** One batch of those of which no activity is left. Says whether there may be more. */
    boolean transactions(Connection connection) throws SQLException {
        return batch(connection, selectTransactions, deleteTransaction, rows -> transactions += rows);
    }

    private boolean batch(Connection connection, String select, String delete, Counted counted) throws SQLException {
        List<Object> ids = ids(connection, select);
        if (!ids.isEmpty()) {
            delete(connection, delete, ids);
            counted.removed(ids.size());
            record(connection);
        }
        return ids.size() == batchSize;
    }

    private List<Object> ids(Connection connection, String select) throws SQLException {
        List<Object> ids = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setObject(1, dialect.time(before));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    ids.add(found.getObject(1));
                }
            }
        }
        return ids;
    }

    private static void delete(Connection connection, String delete, List<Object> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            for (Object id : ids) {
                statement.setObject(1, id);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private void record(Connection connection) throws SQLException {
        Map<String, Object> removed = new LinkedHashMap<>();
        removed.put("before", before.toString());
        removed.put("activities", activities);
        removed.put("transactions", transactions);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("@timestamp", now.toString());
        line.put("control", "removed");
        line.put("unit", unit);
        line.putAll(removed);
        if (isRecorded) {
            set(connection, update, RowData.json(removed), RowData.json(line), dialect.uuid(tx));
            return;
        }
        Object time = dialect.time(now);
        Actor actor = Actor.SYSTEM;
        String kind = actor.kind().name().toLowerCase(Locale.ROOT);
        set(connection, insertTransaction, dialect.uuid(tx), unit, time, actor.name(), kind, "{}");
        set(
                connection,
                insertActivity,
                dialect.uuid(tx),
                time,
                AuditTables.REMOVED_FROM,
                "{}",
                RowData.json(removed),
                RowData.json(line));
        isRecorded = true;
    }

    private static void set(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
