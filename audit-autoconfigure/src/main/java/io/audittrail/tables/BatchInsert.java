package io.audittrail.tables;

import io.audittrail.ChangeSet;
import io.audittrail.database.AllOrNothing;
import io.audittrail.database.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** By JDBC's batches. */
final class BatchInsert extends TablesInsert {

    private final String insertActivity;

    BatchInsert(Dialect dialect, TableNames names, String stream, EntityTables entities) {
        super(dialect, names, stream, entities);
        this.insertActivity = intoActivities + "values (?, ?, ?, " + places(TableRows.OF_ACTIVITY) + ')';
    }

    @Override
    void insert(Connection connection, ChangeSet changes, TableRows rows, boolean harmless) throws SQLException {
        AllOrNothing.run(connection, dialect, harmless, () -> {
            insertTransaction(connection, changes, rows);
            insertActivities(connection, changes, rows);
        });
    }

    private void insertTransaction(Connection connection, ChangeSet changes, TableRows rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(intoTransactions)) {
            bindTransaction(statement, changes, rows);
            statement.executeUpdate();
        }
    }

    private void insertActivities(Connection connection, ChangeSet changes, TableRows rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insertActivity)) {
            addActivities(statement, changes, rows);
            while (rows.hasMore()) {
                rows.more();
                addActivities(statement, changes, rows);
            }
        }
    }

    private void addActivities(PreparedStatement statement, ChangeSet changes, TableRows rows) throws SQLException {
        int n = rows.first();
        for (String[] activity : rows.activities()) {
            bindActivity(statement, 0, changes, ++n, activity);
            statement.addBatch();
        }
        statement.executeBatch();
    }
}
