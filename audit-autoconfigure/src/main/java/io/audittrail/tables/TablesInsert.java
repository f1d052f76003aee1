package io.audittrail.tables;

import io.audittrail.ChangeSet;
import io.audittrail.database.Dialect;
import io.audittrail.line.LineEncoder;
import io.audittrail.line.Lines;
import io.audittrail.line.LinesPool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts the records of a transaction into the tables, on a connection that is somebody else's: one row for the transaction,
 * and one for each record. Either all of them are in or none. Thread-safe.
 */
abstract class TablesInsert {

    final Dialect dialect;
    final String intoTransactions;
    final String intoActivities;
    private final LineEncoder encoder;
    private final EntityTables entities;
    private final LinesPool pool = new LinesPool();

    TablesInsert(Dialect dialect, TableNames names, String stream, EntityTables entities) {
        this.dialect = dialect;
        this.encoder = new LineEncoder(stream);
        this.entities = entities;
        this.intoTransactions = "insert into " + names.qualifiedTransaction() + " (id, issued_at, native_id, "
                + String.join(", ", TableRows.OF_TRANSACTION) + ") values (?, ?, " + nativeId(dialect) + ", "
                + places(TableRows.OF_TRANSACTION) + ')';
        this.intoActivities = "insert into " + names.qualifiedActivity() + " (transaction_id, issued_at, n, "
                + String.join(", ", TableRows.OF_ACTIVITY) + ") ";
    }

    /** @param stream whose lines the records are */
    static TablesInsert of(Dialect dialect, TableNames names, String stream, EntityTables entities) {
        return dialect == Dialect.POSTGRESQL
                ? new PostgresInsert(names, stream, entities, false)
                : new BatchInsert(dialect, names, stream, entities);
    }

    private static String nativeId(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL ? "cast(cast(pg_current_xact_id() as text) as bigint)" : "null";
    }

    final String places(List<String> columns) {
        return columns.stream()
                .map(column -> TableRows.isJson(column) ? dialect.json() : "?")
                .collect(Collectors.joining(", "));
    }

    /** @param harmless whether the transaction has to survive when this throws */
    final void insert(Connection connection, ChangeSet changes, boolean harmless) throws SQLException {
        Lines lines = pool.take();
        try {
            insert(connection, changes, new TableRows(changes, encoder, entities, lines), harmless);
        } finally {
            pool.giveBack(lines);
        }
    }

    abstract void insert(Connection connection, ChangeSet changes, TableRows rows, boolean harmless)
            throws SQLException;

    /** Says how many parameters these are. */
    final int bindTransaction(PreparedStatement statement, ChangeSet changes, TableRows rows) throws SQLException {
        statement.setObject(1, dialect.uuid(changes.tx()));
        statement.setObject(2, dialect.time(changes.timestamp()));
        return bind(statement, 2, rows.transaction());
    }

    /** @param before how many parameters stand before them */
    final void bindActivity(
            PreparedStatement statement, int before, ChangeSet changes, int n, @Nullable String[] activity)
            throws SQLException {
        statement.setObject(before + 1, dialect.uuid(changes.tx()));
        statement.setObject(before + 2, dialect.time(changes.timestamp()));
        statement.setInt(before + 3, n);
        bind(statement, before + 3, activity);
    }

    private static int bind(PreparedStatement statement, int before, @Nullable String[] texts) throws SQLException {
        int place = before;
        for (String text : texts) {
            place++;
            if (text == null) {
                statement.setNull(place, Types.VARCHAR);
            } else {
                statement.setString(place, text);
            }
        }
        return place;
    }
}
