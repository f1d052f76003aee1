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
import java.util.UUID;

/**
 * Puts the records of a transaction into the table, on a connection that is somebody else's: one statement for an
 * ordinary transaction, one for each chunk of a large one. Either all of them are in or none. Thread-safe.
 */
final class OutboxInsert {

    /** The text of a row, unless a single line is longer. */
    static final int CHUNK = 256 * 1024;

    private final Dialect dialect;
    private final String owner;
    private final String insert;
    private final String guarded;
    private final LinesPool pool = new LinesPool();

    /** @param owner who is to drain the rows */
    OutboxInsert(Dialect dialect, String owner) {
        this.dialect = dialect;
        this.owner = owner;
        this.insert = "insert into audit_outbox (owner, tx, chunk, records, total, written_at, content)"
                + " values (?, ?, ?, ?, ?, " + dialect.now() + ", ?)";
        this.guarded = AllOrNothing.guarded(insert);
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
                insertRow(connection, changes, 0, lines);
            }
        } finally {
            pool.giveBack(lines);
        }
    }

    /** A row of no transaction, to see whether it can be done; to be rolled back. */
    void attempt(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            bind(statement, new UUID(0, 0), 0, 0, 0, new byte[0]);
            statement.execute();
        }
    }

    /** One round trip with its savepoint. */
    private void insertGuarded(Connection connection, ChangeSet changes, Lines lines) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(guarded)) {
            bind(statement, changes, 0, lines);
            AllOrNothing.execute(connection, statement);
        }
    }

    private void insertChunks(Connection connection, ChangeSet changes, Lines lines, int encoded, boolean harmless)
            throws SQLException {
        AllOrNothing.run(connection, dialect, harmless, () -> {
            int next = encoded;
            insertRow(connection, changes, 0, lines);
            for (int chunk = 1; next < changes.records().size(); chunk++) {
                next = StoredLines.encode(changes, next, CHUNK, lines);
                insertRow(connection, changes, chunk, lines);
            }
        });
    }

    private void insertRow(Connection connection, ChangeSet changes, int chunk, Lines lines) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            bind(statement, changes, chunk, lines);
            statement.execute();
        }
    }

    private void bind(PreparedStatement statement, ChangeSet changes, int chunk, Lines lines) throws SQLException {
        int total = changes.records().size();
        bind(statement, changes.tx(), chunk, lines.count(), total, StoredLines.bytes(lines));
    }

    private void bind(PreparedStatement statement, UUID tx, int chunk, int records, int total, byte[] content)
            throws SQLException {
        statement.setString(1, owner);
        statement.setString(2, tx.toString());
        statement.setInt(3, chunk);
        statement.setInt(4, records);
        statement.setInt(5, total);
        statement.setBytes(6, content);
    }
}
