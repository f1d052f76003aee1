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
import org.jspecify.annotations.Nullable;

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
    private final String selectFirstTransactions;
    private final String selectNextTransactions;
    private final String deleteActivity;
    private final String deleteTransaction;
    private final String insertTransaction;
    private final String insertActivity;
    private final String update;
    private final UUID tx = UUID.randomUUID();
    private long activities;
    private long transactions;
    private boolean isRecorded;
    private @Nullable Object lastId;
    private Instant lastTime = Instant.EPOCH;

    Removal(UnitDatabase database, TableNames names, Instant before, int batchSize, Instant now) {
        this.dialect = database.dialect();
        this.unit = database.unit();
        this.before = before;
        this.batchSize = batchSize;
        this.now = now.truncatedTo(ChronoUnit.MICROS);
        String some = " order by issued_at" + dialect.atMost(batchSize) + " for update skip locked";
        this.selectActivities = names.in("select id from audit_activity where issued_at < ? and operation <> '"
                + AuditTables.REMOVAL + '\'' + some);
        String transactions = "select id, issued_at from audit_transaction where issued_at < ?";
        String inOrder = " order by issued_at, id" + dialect.atMost(batchSize);
        this.selectFirstTransactions = names.in(transactions + inOrder);
        this.selectNextTransactions =
                names.in(transactions + " and issued_at >= ? and (issued_at > ? or id > ?)" + inOrder);
        this.deleteActivity = names.in("delete from audit_activity where id = ?");
        this.deleteTransaction = names.in("delete from audit_transaction where id = ? and not exists"
                + " (select 1 from audit_activity a where a.transaction_id = audit_transaction.id)");
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
        List<Object> ids = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(selectActivities)) {
            select.setObject(1, dialect.time(before));
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    ids.add(found.getObject(1));
                }
            }
        }
        long removed = delete(connection, deleteActivity, ids);
        activities += removed;
        record(connection, removed);
        return ids.size() == batchSize;
    }

    /**
     * One batch of those of which no activity is left. Says whether there may be more. Goes on behind the last one: those that
     * say what was removed stay.
     */
    boolean transactions(Connection connection) throws SQLException {
        List<Object> ids = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(lastId == null ? selectFirstTransactions : selectNextTransactions)) {
            select.setObject(1, dialect.time(before));
            if (lastId != null) {
                select.setObject(2, dialect.time(lastTime));
                select.setObject(3, dialect.time(lastTime));
                select.setObject(4, lastId);
            }
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    ids.add(found.getObject(1));
                    lastId = found.getObject(1);
                    lastTime = dialect.time(found, 2);
                }
            }
        }
        long removed = delete(connection, deleteTransaction, ids);
        transactions += removed;
        record(connection, removed);
        return ids.size() == batchSize;
    }

    /** One by one: of a batch, not every driver says how many rows it found. */
    private static long delete(Connection connection, String delete, List<Object> ids) throws SQLException {
        long removed = 0;
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            for (Object id : ids) {
                statement.setObject(1, id);
                removed += statement.executeUpdate();
            }
        }
        return removed;
    }

    private void record(Connection connection, long news) throws SQLException {
        if (news == 0) {
            return;
        }
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
