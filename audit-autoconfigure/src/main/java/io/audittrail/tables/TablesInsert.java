package io.audittrail.tables;

import io.audittrail.Actor;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.Entry;
import io.audittrail.StatementRecord;
import io.audittrail.database.AllOrNothing;
import io.audittrail.database.Dialect;
import io.audittrail.line.Json;
import io.audittrail.line.LineEncoder;
import io.audittrail.line.Lines;
import io.audittrail.line.LinesPool;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts the records of a transaction into the tables, on a connection that is somebody else's: one row for the transaction,
 * and a batch of one row for each record. Either all of them are in or none. Thread-safe.
 */
final class TablesInsert {

    /** The text of so many rows waits in the driver, at most. */
    private static final int CHUNK = 1024 * 1024;

    private static final String SOURCE = "orm";
    private static final String ADDRESS = "ip";

    private final Dialect dialect;
    private final LineEncoder encoder;
    private final EntityTables entities;
    private final String insertTransaction;
    private final String insertActivity;
    private final LinesPool pool = new LinesPool();

    /** @param stream whose lines the records are */
    TablesInsert(Dialect dialect, TableNames names, String stream, EntityTables entities) {
        this.dialect = dialect;
        this.encoder = new LineEncoder(stream);
        this.entities = entities;
        String json = dialect.json();
        this.insertTransaction = "insert into " + names.qualifiedTransaction()
                + " (id, native_id, unit, issued_at, actor, actor_kind, via, reason, client_address, context)"
                + " values (?, " + nativeId(dialect) + ", ?, ?, ?, ?, ?, ?, ?, " + json + ")";
        this.insertActivity = "insert into " + names.qualifiedActivity()
                + " (transaction_id, n, issued_at, operation, table_schema, table_name, entity, entity_id, label,"
                + " actor, actor_kind, via, reason, source, old_data, changed_data, line)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " + json + ", " + json + ", ?)";
    }

    private static String nativeId(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL ? "cast(cast(pg_current_xact_id() as text) as bigint)" : "null";
    }

    /** @param harmless whether the transaction has to survive when this throws */
    void insert(Connection connection, ChangeSet changes, boolean harmless) throws SQLException {
        Attributed common = Attributed.of(changes.records().get(0));
        AllOrNothing.run(connection, harmless, () -> {
            insertTransaction(connection, changes, common);
            insertActivities(connection, changes, common);
        });
    }

    /** Who, and why. */
    private record Attributed(Actor actor, @Nullable String reason) {
        static Attributed of(Entry entry) {
            return new Attributed(entry.actor(), entry.reason());
        }
    }

    private void insertTransaction(Connection connection, ChangeSet changes, Attributed by) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insertTransaction)) {
            Row row = new Row(statement);
            row.id(changes.tx());
            row.name(changes.unit());
            row.time(changes.timestamp());
            row.attributed(by);
            row.name(text(changes.context().get(ADDRESS)));
            row.text(RowData.json(changes.context()));
            statement.executeUpdate();
        }
    }

    private void insertActivities(Connection connection, ChangeSet changes, Attributed common) throws SQLException {
        List<Entry> records = changes.records();
        Lines lines = pool.take();
        try (PreparedStatement statement = connection.prepareStatement(insertActivity)) {
            int next = 0;
            while (next < records.size()) {
                int first = next;
                next = encoder.encode(changes, first, CHUNK, lines);
                for (int i = first; i < next; i++) {
                    activity(statement, changes, i, common, line(lines, i - first));
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        } finally {
            pool.giveBack(lines);
        }
    }

    /** Without flags and seal, which it has only in a log. */
    private static String line(Lines lines, int n) {
        int start = lines.start(n);
        return new String(lines.buffer().array(), start, lines.end(n) - start, StandardCharsets.UTF_8) + '}';
    }

    private void activity(PreparedStatement statement, ChangeSet changes, int place, Attributed common, String line)
            throws SQLException {
        Entry entry = changes.records().get(place);
        EntityTables.@Nullable Place table = entities.of(changes.unit(), entry);
        RowData data = RowData.of(entry);
        Row row = new Row(statement);
        row.id(changes.tx());
        row.number(place + 1);
        row.time(changes.timestamp());
        row.text(AuditTables.operation(entry.action()));
        row.name(table == null ? null : table.schema());
        row.name(table == null ? null : table.table());
        row.name(entity(entry));
        row.name(entry instanceof ChangeRecord record ? text(record.entity().id()) : null);
        row.text(entry instanceof ChangeRecord record ? record.label() : null);
        Attributed by = Attributed.of(entry);
        row.attributed(by.equals(common) ? null : by);
        row.text(SOURCE);
        row.text(data.beforeAsJson());
        row.text(data.afterAsJson());
        row.text(line);
    }

    private static @Nullable String entity(Entry entry) {
        if (entry instanceof ChangeRecord record) {
            return record.entity().entity();
        }
        return entry instanceof StatementRecord statement ? statement.entity() : null;
    }

    /** As it is read from a line. A composite key as a JSON object. */
    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof Map<?, ?> parts) {
            @SuppressWarnings("unchecked") // as all plain values are
            Map<String, ?> named = (Map<String, ?>) parts;
            return RowData.json(named);
        }
        return value == null || isTextItself(value) ? string(value) : string(Json.readBack(value));
    }

    /** Most ids: their text is the same in a line. */
    private static boolean isTextItself(Object value) {
        return value instanceof String || value instanceof Long || value instanceof Integer || value instanceof UUID;
    }

    private static @Nullable String string(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** The columns of one row, one after the other. */
    private final class Row {

        private final PreparedStatement statement;
        private int column;

        Row(PreparedStatement statement) {
            this.statement = statement;
        }

        void id(UUID id) throws SQLException {
            statement.setObject(++column, dialect.uuid(id));
        }

        void time(Instant time) throws SQLException {
            statement.setObject(++column, dialect.time(time));
        }

        void number(int number) throws SQLException {
            statement.setInt(++column, number);
        }

        void name(@Nullable String name) throws SQLException {
            set(StorableText.name(name));
        }

        void text(@Nullable String text) throws SQLException {
            set(StorableText.of(text));
        }

        void attributed(@Nullable Attributed by) throws SQLException {
            Actor actor = by == null ? null : by.actor();
            name(actor == null ? null : actor.name());
            text(actor == null ? null : actor.kind().name().toLowerCase(Locale.ROOT));
            name(actor == null ? null : actor.via());
            text(by == null ? null : by.reason());
        }

        private void set(@Nullable String text) throws SQLException {
            if (text == null) {
                statement.setNull(++column, Types.VARCHAR);
            } else {
                statement.setString(++column, text);
            }
        }
    }
}
