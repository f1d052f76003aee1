package io.audittrail.outbox;

import io.audittrail.Checkpoint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one database knows of the ends of logs. */
final class Anchors {

    private static final int MOST_STREAMS = 1_000;

    private Anchors() {}

    /** Up to where the rows that are in the log are gone from the table; null when this log is not known here. */
    static @Nullable Long drained(Connection connection, String stream) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select drained_seq from audit_anchor where stream = ?")) {
            select.setString(1, stream);
            try (ResultSet result = select.executeQuery()) {
                return result.next() ? (Long) result.getLong(1) : null;
            }
        }
    }

    /** The logs that are known here; of very many, some. */
    static List<String> streams(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select stream from audit_anchor")) {
            select.setMaxRows(MOST_STREAMS);
            List<String> streams = new ArrayList<>();
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    streams.add(result.getString(1));
                }
            }
            return streams;
        }
    }

    static void create(Connection connection, String stream, long drained) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into audit_anchor (stream, drained_seq) select ?, ?"
                        + " where not exists (select 1 from audit_anchor where stream = ?)")) {
            insert.setString(1, stream);
            insert.setLong(2, drained);
            insert.setString(3, stream);
            insert.executeUpdate();
        }
    }

    static void drained(Connection connection, String stream, long seq) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update audit_anchor set drained_seq = ? where stream = ? and drained_seq < ?")) {
            update.setLong(1, seq);
            update.setString(2, stream);
            update.setLong(3, seq);
            update.executeUpdate();
        }
    }

    /** The log is shorter than it was: what was drained to the part that is gone cannot be told from what was not. */
    static void reset(Connection connection, String stream, long seq) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update audit_anchor set drained_seq = ? where stream = ?")) {
            update.setLong(1, seq);
            update.setString(2, stream);
            update.executeUpdate();
        }
    }

    /** A log that is not known yet, or whose row is further, is left alone. */
    static boolean checkpoint(Connection connection, Checkpoint checkpoint) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update audit_anchor set seq = ?, hash = ?, checkpoint_at = ?,"
                        + " signature = ? where stream = ? and (seq is null or seq <= ?)")) {
            update.setLong(1, checkpoint.seq());
            update.setString(2, checkpoint.hash());
            update.setString(3, checkpoint.at().toString());
            update.setString(4, checkpoint.signature());
            update.setString(5, checkpoint.stream());
            update.setLong(6, checkpoint.seq());
            return update.executeUpdate() == 1;
        }
    }

    static @Nullable Checkpoint last(Connection connection, String stream) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select seq, hash, checkpoint_at, signature"
                + " from audit_anchor where stream = ? and seq is not null")) {
            select.setString(1, stream);
            try (ResultSet result = select.executeQuery()) {
                return result.next()
                        ? new Checkpoint(
                                stream,
                                result.getLong(1),
                                result.getString(2),
                                Instant.parse(result.getString(3)),
                                result.getString(4))
                        : null;
            }
        }
    }
}
