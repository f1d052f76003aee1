package io.audittrail.outbox;

import io.audittrail.ChangeSet;
import io.audittrail.database.AllOrNothing;
import io.audittrail.database.Dialect;
import io.audittrail.line.Lines;
import io.audittrail.line.LinesPool;
import io.audittrail.line.StoredLines;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * Puts the records of a transaction into the table, on a connection that is somebody else's: one statement for an
 * ordinary transaction, one for each chunk of a large one. Either all of them are in or none. Thread-safe.
 */
final class OutboxInsert {

    /** The text of a row, unless a single line is longer. */
    static final int CHUNK = 256 * 1024;

    private static final String SAVEPOINT = "audit_outbox";

    private final Dialect dialect;
    private final String owner;
    private final String insert;
    private final LinesPool pool = new LinesPool();

    /** @param owner who is to drain the rows */
    OutboxInsert(Dialect dialect, String owner) {
        this.dialect = dialect;
        this.owner = owner;
        this.insert = "insert into audit_outbox (owner, tx, chunk, records, total, written_at, content)"
                + " values (?, ?, ?, ?, ?, " + dialect.now() + ", ?)";
    }

    /** @param harmless whether the transaction has to survive when this throws */
    void insert(Connection connection, ChangeSet changes, boolean harmless) throws SQLException {
        Lines lines = pool.take();
        try {
            int next = StoredLines.encode(changes, 0, CHUNK, lines);
            if (next < changes.records().size()) {
                insertChunks(connection, changes, lines, next, harmless);
            } else if (harmless && dialect.failureAborts()) {
                insertGuarded(connection, changes, lines);
            } else {
                insertRow(connection, insert, changes, 0, lines);
            }
        } finally {
            pool.giveBack(lines);
        }
    }

    /** A row of no transaction, to see whether it can be done; to be rolled back. */
    void attempt(Connection connection) throws SQLException {
        insertRow(connection, insert, new UUID(0, 0), 0, 0, 0, new byte[0]);
    }

    /** One round trip with its savepoint. */
    private void insertGuarded(Connection connection, ChangeSet changes, Lines lines) throws SQLException {
        String guarded = "SAVEPOINT " + SAVEPOINT + "; " + insert + "; RELEASE SAVEPOINT " + SAVEPOINT;
        try {
            insertRow(connection, guarded, changes, 0, lines);
        } catch (SQLException | RuntimeException e) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
            } catch (SQLException | RuntimeException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private void insertChunks(Connection connection, ChangeSet changes, Lines lines, int encoded, boolean harmless)
            throws SQLException {
        AllOrNothing.run(connection, harmless, () -> {
            int next = encoded;
            insertRow(connection, insert, changes, 0, lines);
            for (int chunk = 1; next < changes.records().size(); chunk++) {
                next = StoredLines.encode(changes, next, CHUNK, lines);
                insertRow(connection, insert, changes, chunk, lines);
            }
        });
    }

    private void insertRow(Connection connection, String sql, ChangeSet changes, int chunk, Lines lines)
            throws SQLException {
        insertRow(
                connection,
                sql,
                changes.tx(),
                chunk,
                lines.count(),
                changes.records().size(),
                StoredLines.bytes(lines));
    }

    private void insertRow(
            Connection connection, String sql, UUID tx, int chunk, int records, int total, byte[] content)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, owner);
            statement.setString(2, tx.toString());
            statement.setInt(3, chunk);
            statement.setInt(4, records);
            statement.setInt(5, total);
            statement.setBytes(6, content);
            statement.execute();
        }
    }
}
