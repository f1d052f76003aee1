package io.audittrail.tables;

import io.audittrail.ChangeSet;
import io.audittrail.database.AllOrNothing;
import io.audittrail.database.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All rows of an ordinary transaction in one round trip, with their savepoint: PostgreSQL takes several statements at once,
 * and the columns of any number of rows as arrays. The most usual number is one, for which it is quicker without.
 */
final class PostgresInsert extends TablesInsert {

    private final String insertTransaction;
    private final String insertActivity;
    private final String insertActivities;

    private final boolean besideTriggers;

    /** @param besideTriggers which may have made the row of the transaction, and others */
    PostgresInsert(TableNames names, String stream, EntityTables entities, boolean besideTriggers) {
        super(Dialect.POSTGRESQL, names, stream, entities);
        this.besideTriggers = besideTriggers;
        List<String> columns = TableRows.OF_ACTIVITY;
        String texts = columns.stream()
                .map(column -> TableRows.isJson(column) ? "cast(u." + column + " as jsonb)" : "u." + column)
                .collect(Collectors.joining(", "));
        String arrays = columns.stream().map(column -> "cast(? as text[])").collect(Collectors.joining(", "));
        String of = besideTriggers ? "with t (id) as (select cast(? as uuid)) " : "";
        String id = besideTriggers ? "(select id from t)" : "?";
        String before = besideTriggers
                ? "(select coalesce(max(a.n), 0) from " + names.qualifiedActivity()
                        + " as a where a.transaction_id = (select id from t)) + "
                : "";
        this.insertTransaction = besideTriggers ? intoTransactions + " on conflict (id) do nothing" : intoTransactions;
        this.insertActivity = of + intoActivities + "values (" + id + ", ?, " + before + "?, " + places(columns) + ')';
        this.insertActivities = of + intoActivities + "select " + id + ", ?, " + before + "? + u.n, " + texts
                + " from unnest(" + arrays + ") with ordinality as u (" + String.join(", ", columns)
                + ", n) order by u.n";
    }

    @Override
    void insert(Connection connection, ChangeSet changes, TableRows rows, boolean harmless) throws SQLException {
        if (harmless && !rows.hasMore()) {
            insertGuarded(connection, changes, rows);
        } else {
            AllOrNothing.run(connection, dialect, harmless, () -> insertPieces(connection, changes, rows));
        }
    }

    private void insertGuarded(Connection connection, ChangeSet changes, TableRows rows) throws SQLException {
        List<@Nullable String[]> activities = rows.activities();
        String both = AllOrNothing.guarded(insertTransaction, insert(activities));
        try (PreparedStatement statement = connection.prepareStatement(both)) {
            int before = bindTransaction(statement, changes, rows);
            bind(connection, statement, before, changes, first(rows), activities);
            AllOrNothing.execute(connection, statement);
        }
    }

    private void insertPieces(Connection connection, ChangeSet changes, TableRows rows) throws SQLException {
        List<@Nullable String[]> activities = rows.activities();
        String both = insertTransaction + "; " + insert(activities);
        try (PreparedStatement statement = connection.prepareStatement(both)) {
            int before = bindTransaction(statement, changes, rows);
            bind(connection, statement, before, changes, first(rows), activities);
            statement.execute();
        }
        while (rows.hasMore()) {
            rows.more();
            activities = rows.activities();
            try (PreparedStatement statement = connection.prepareStatement(insert(activities))) {
                bind(connection, statement, 0, changes, first(rows), activities);
                statement.execute();
            }
        }
    }

    /** How many are before these, apart from those that the database counts itself. */
    private int first(TableRows rows) {
        return besideTriggers ? 0 : rows.first();
    }

    private String insert(List<@Nullable String[]> activities) {
        return activities.size() == 1 ? insertActivity : insertActivities;
    }

    private void bind(
            Connection connection,
            PreparedStatement statement,
            int before,
            ChangeSet changes,
            int first,
            List<@Nullable String[]> activities)
            throws SQLException {
        if (activities.size() == 1) {
            bindActivity(statement, before, changes, first + 1, activities.get(0));
            return;
        }
        int place = before;
        statement.setObject(++place, dialect.uuid(changes.tx()));
        statement.setObject(++place, dialect.time(changes.timestamp()));
        statement.setInt(++place, first);
        for (int column = 0; column < TableRows.OF_ACTIVITY.size(); column++) {
            @Nullable String[] texts = new String[activities.size()];
            for (int row = 0; row < texts.length; row++) {
                texts[row] = activities.get(row)[column];
            }
            statement.setArray(++place, connection.createArrayOf("text", texts));
        }
    }
}
