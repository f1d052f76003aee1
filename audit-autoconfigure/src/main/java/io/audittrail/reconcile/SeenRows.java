package io.audittrail.reconcile;

import io.audittrail.Actor;
import io.audittrail.database.UnitDatabase;
import io.audittrail.line.Json;
import io.audittrail.tables.TableNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what triggers wrote into the tables of a database. */
final class SeenRows {

    /** So many rows are in memory together. */
    private static final int FETCHED = 1_000;

    private static final String ROWS =
            "select a.id, a.transaction_id, a.operation, a.table_schema, a.table_name, a.entity,"
                    + " a.entity_id from audit_activity a where a.transaction_id = any(?) and a.source = 'trigger' order by a.id";

    private static final String COUNTS =
            "select a.transaction_id, a.operation, a.table_schema || '.' || a.table_name, count(*)"
                    + " from audit_activity a where a.transaction_id = any(?) and a.source = 'trigger'"
                    + " group by a.transaction_id, a.operation, a.table_schema, a.table_name";

    private static final String CONTENTS = "select a.id, a.operation, cast(a.old_data as text) as old_data,"
            + " cast(a.changed_data as text) as changed_data from audit_activity a where a.id = any(?)";

    private static final String TRANSACTIONS = "select t.id, t.issued_at, t.actor, t.actor_kind, t.via,"
            + " t.actor_kind = 'external' and jsonb_exists(t.context, 'outside') from audit_transaction t"
            + " where t.issued_at >= ? and t.issued_at < ? and (t.issued_at > ? or t.id > ?) and exists"
            + " (select 1 from audit_activity a where a.transaction_id = t.id and a.source = 'trigger')"
            + " order by t.issued_at, t.id fetch first " + FETCHED + " rows only";

    private final UnitDatabase database;
    private final TableNames tables;

    SeenRows(UnitDatabase database, TableNames tables) {
        this.database = database;
        this.tables = tables;
    }

    /** The rows of transactions, in the order of writing. */
    void rows(Collection<UUID> transactions, Consumer<SeenRow> each) throws IOException {
        run(ROWS, "uuid", transactions, found -> {
            while (found.next()) {
                each.accept(new SeenRow(
                        found.getLong(1),
                        found.getObject(2, UUID.class),
                        found.getString(3),
                        found.getString(4),
                        found.getString(5),
                        found.getString(6),
                        found.getString(7)));
            }
        });
    }

    /** What was done to a table in a transaction. */
    record Count(UUID tx, String operation, String table, long rows) {}

    /** How many rows transactions have, by operation and table. */
    List<Count> counts(Collection<UUID> transactions) throws IOException {
        List<Count> counts = new ArrayList<>();
        run(COUNTS, "uuid", transactions, found -> {
            while (found.next()) {
                counts.add(new Count(
                        found.getObject(1, UUID.class), found.getString(2), found.getString(3), found.getLong(4)));
            }
        });
        return counts;
    }

    /** By the numbers of their rows. */
    Map<Long, RowContent> contents(Collection<Long> numbers) throws IOException {
        Map<Long, RowContent> contents = new HashMap<>();
        run(CONTENTS, "bigint", numbers, found -> {
            while (found.next()) {
                contents.put(
                        found.getLong(1),
                        RowContent.of(found.getString(2), json(found.getString(3)), json(found.getString(4))));
            }
        });
        return contents;
    }

    /**
     * The next transactions in the order of their begins; less than {@value #FETCHED} are the last.
     *
     * @param behind null to begin
     */
    List<SeenTransaction> transactions(Instant from, Instant before, @Nullable SeenTransaction behind)
            throws IOException {
        List<SeenTransaction> transactions = new ArrayList<>();
        OffsetDateTime begin = (behind == null ? from : behind.at()).atOffset(ZoneOffset.UTC);
        try (Connection connection = database.transactions().connection();
                PreparedStatement statement = connection.prepareStatement(tables.in(TRANSACTIONS))) {
            statement.setObject(1, begin);
            statement.setObject(2, before.atOffset(ZoneOffset.UTC));
            statement.setObject(3, behind == null ? begin.minusYears(1) : begin);
            statement.setObject(4, behind == null ? new UUID(0, 0) : behind.tx());
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    transactions.add(new SeenTransaction(
                            found.getObject(1, UUID.class),
                            found.getObject(2, OffsetDateTime.class).toInstant(),
                            new Actor(found.getString(3), kind(found.getString(4)), found.getString(5)),
                            found.getBoolean(6)));
                }
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
        return transactions;
    }

    static boolean isLast(List<SeenTransaction> transactions) {
        return transactions.size() < FETCHED;
    }

    private static Actor.Kind kind(String text) {
        for (Actor.Kind kind : Actor.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                return kind;
            }
        }
        return Actor.Kind.UNKNOWN;
    }

    /** What is done with the rows that are found. */
    @FunctionalInterface
    private interface Rows {
        void read(ResultSet found) throws SQLException, ParseException;
    }

    /** Within a transaction, where the driver fetches piece by piece. */
    private void run(String sql, String type, Collection<?> asked, Rows rows) throws IOException {
        try {
            database.transactions().run(connection -> {
                Array array = connection.createArrayOf(type, asked.toArray());
                try (PreparedStatement statement = connection.prepareStatement(tables.in(sql))) {
                    statement.setFetchSize(FETCHED);
                    statement.setArray(1, array);
                    try (ResultSet found = statement.executeQuery()) {
                        rows.read(found);
                    }
                } finally {
                    array.free();
                }
                return true;
            });
        } catch (Exception e) {
            throw unreadable(e);
        }
    }

    private IOException unreadable(Exception cause) {
        return new IOException(
                "The audit tables of unit " + database.unit() + " cannot be read: " + cause.getMessage(), cause);
    }

    private static Map<String, @Nullable Object> json(String text) throws ParseException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Json.object(bytes, 0, bytes.length);
    }
}
