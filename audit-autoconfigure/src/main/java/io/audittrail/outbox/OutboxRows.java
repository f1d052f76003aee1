package io.audittrail.outbox;

import io.audittrail.database.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The rows that wait. A transaction belongs to whoever holds the lock on its first row: others pass it by. There is no
 * mark up to which rows were read, because rows become visible when they are committed, not in the order of their ids.
 */
final class OutboxRows {

    /** So many transactions, or so many bytes, are drained at once. */
    static final int BATCH = 200;

    static final int BATCH_BYTES = 1024 * 1024;

    private static final int FETCH = 20;
    private static final int IN_LIST = 500;

    private final Dialect dialect;

    OutboxRows(Dialect dialect) {
        this.dialect = dialect;
    }

    /** A row. */
    static final class Row {

        final long id;
        final String tx;
        final int records;
        final int total;
        final byte[] content;

        private Row(ResultSet result) throws SQLException {
            id = result.getLong(1);
            tx = result.getString(2);
            records = result.getInt(3);
            total = result.getInt(4);
            content = result.getBytes(5);
        }

        /** Whether it holds all records of its transaction. */
        boolean isWhole() {
            return records == total;
        }
    }

    /** Locks and reads the first rows of some transactions, the oldest that nobody else has locked. */
    List<Row> lock(Connection connection, String owner, long afterId, long upToId) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("select id, tx, records, total, content from audit_outbox"
                        + " where owner = ? and chunk = 0 and id > ? and id <= ? order by id limit " + BATCH
                        + " for update skip locked")) {
            select.setFetchSize(FETCH);
            select.setString(1, owner);
            select.setLong(2, afterId);
            select.setLong(3, upToId);
            try (ResultSet result = select.executeQuery()) {
                int bytes = 0;
                while (bytes < BATCH_BYTES && result.next()) {
                    Row row = new Row(result);
                    rows.add(row);
                    bytes += row.content.length;
                }
            }
        }
        return rows;
    }

    /** Whether there may be more than these, which were locked together. */
    static boolean isAsMuchAsAllowed(List<Row> locked) {
        return locked.size() == BATCH
                || locked.stream().mapToLong(row -> row.content.length).sum() >= BATCH_BYTES;
    }

    /** The other rows of a transaction, in order, one after the other. They have the lock of the first. */
    void others(Connection connection, String owner, Row first, Consumer<Row> reader) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select id, tx, records, total, content from audit_outbox"
                        + " where owner = ? and id > ? and tx = ? order by chunk")) {
            select.setFetchSize(FETCH);
            select.setString(1, owner);
            select.setLong(2, first.id);
            select.setString(3, first.tx);
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    reader.accept(new Row(result));
                }
            }
        }
    }

    /** What all rows of a transaction hold. */
    long bytes(Connection connection, String owner, Row first) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select sum(octet_length(content)) from audit_outbox where owner = ? and tx = ? and id >= ?")) {
            select.setString(1, owner);
            select.setString(2, first.tx);
            select.setLong(3, first.id);
            try (ResultSet result = select.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        }
    }

    void delete(Connection connection, String owner, List<Long> ids) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from audit_outbox where owner = ? and id = ?")) {
            for (Long id : ids) {
                delete.setString(1, owner);
                delete.setLong(2, id);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    /** Those of the transactions that still have a row, whoever is to drain it. */
    Set<String> present(Connection connection, Collection<String> transactions) throws SQLException {
        Set<String> present = new HashSet<>();
        for (Iterator<String> left = transactions.iterator(); left.hasNext(); ) {
            List<String> some = new ArrayList<>();
            while (left.hasNext() && some.size() < IN_LIST) {
                some.add(left.next());
            }
            String places = "?, ".repeat(some.size() - 1) + "?";
            try (PreparedStatement select =
                    connection.prepareStatement("select distinct tx from audit_outbox where tx in (" + places + ")")) {
                for (int i = 0; i < some.size(); i++) {
                    select.setString(i + 1, some.get(i));
                }
                try (ResultSet result = select.executeQuery()) {
                    while (result.next()) {
                        present.add(result.getString(1));
                    }
                }
            }
        }
        return present;
    }

    /** The newest row of an owner; 0 when there is none. */
    long lastId(Connection connection, String owner) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select coalesce(max(id), 0) from audit_outbox where owner = ?")) {
            select.setString(1, owner);
            try (ResultSet result = select.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        }
    }

    /** Owners whose rows nobody drains: their lease has expired, or they never had one and the rows are as old. */
    List<String> abandoned(Connection connection, String self, long leaseMillis) throws SQLException {
        List<String> owners = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("select distinct o.owner from audit_outbox o left join audit_lease l"
                        + " on l.name = o.owner where o.owner <> ? and coalesce(l.expires_at, o.written_at + ?) < "
                        + dialect.now())) {
            select.setString(1, self);
            select.setLong(2, leaseMillis);
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    owners.add(result.getString(1));
                }
            }
        }
        return owners;
    }

    Backlog backlog(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select count(*), " + dialect.now() + " - min(written_at) from audit_outbox");
                ResultSet result = select.executeQuery()) {
            result.next();
            return new Backlog(result.getLong(1), Math.max(0, result.getLong(2)));
        }
    }
}
