package io.audittrail.trail;

import io.audittrail.AuditRecord;
import io.audittrail.database.UnitDatabase;
import io.audittrail.line.Json;
import io.audittrail.line.RecordParts;
import io.audittrail.tables.AuditTables;
import io.audittrail.tables.TableNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records of one database that answer a query, in pieces: each is a statement of its own, so that no connection is held
 * while somebody looks at what was found. Not thread-safe.
 */
final class TableScan {

    /** The first piece is small: often that is all that somebody wants. */
    private static final int FIRST_PIECE = 100;

    private static final int LARGEST_PIECE = 1_000;

    /** The lines of a piece are in memory together. */
    private static final long PIECE_CHARACTERS = 2_000_000;

    /** As long as the text of a cursor can say it. */
    private static final long FAR = 9_999_999_999_999_999L;

    private final UnitDatabase database;
    private final Criteria criteria;
    private final Set<String> others;
    private final Remarks remarks;
    private final Budget budget;
    private final TableQuery query;
    private final TriggerLines triggers;
    private final String selectRemoval;
    private final Deque<Row> rows = new ArrayDeque<>();
    private Place last;
    private Place beforeRecord;
    private int piece = FIRST_PIECE;
    private boolean isWholeRead;
    private @Nullable AuditRecord record;

    /** @param place in place of a segment it has the time, in microseconds since 1970, in place of a position the row's id */
    private record Row(Place place, String line) {}

    /**
     * @param others units whose records are read elsewhere: two pools may lead to the same tables
     * @param from where to go on; null to begin
     */
    TableScan(
            UnitDatabase database,
            TableNames tables,
            TypeNames names,
            Criteria criteria,
            Set<String> others,
            Remarks remarks,
            Budget budget,
            @Nullable Place from) {
        this.database = database;
        this.criteria = criteria;
        this.others = others;
        this.remarks = remarks;
        this.budget = budget;
        Place begin = isForward() ? new Place(0, 0) : new Place(FAR, FAR);
        this.last = from == null ? begin : from;
        this.beforeRecord = last;
        this.query = new TableQuery(criteria, names, database.dialect(), tables);
        this.triggers = new TriggerLines(tables, names);
        this.selectRemoval =
                tables.in("select line from audit_activity where entity = ? and operation = ? order by issued_at desc"
                        + database.dialect().atMost(1));
    }

    private boolean isForward() {
        return criteria.query().isOldestFirst();
    }

    /** Whether there is another record. Also says no when enough has been read. */
    boolean advance() throws IOException {
        record = null;
        while (!budget.isSpent()) {
            if (rows.isEmpty() && !isWholeRead) {
                read();
            }
            Row row = rows.poll();
            if (row == null) {
                return false;
            }
            Place before = last;
            last = row.place();
            AuditRecord found = found(row);
            if (found != null) {
                beforeRecord = before;
                record = found;
                return true;
            }
        }
        return false;
    }

    private @Nullable AuditRecord found(Row row) {
        budget.spend(row.line().length());
        byte[] bytes = row.line().getBytes(StandardCharsets.UTF_8);
        RecordReader.Line line = RecordReader.read(bytes, row.place().position());
        if (line instanceof RecordReader.Broken broken) {
            remarks.broken("The row " + row.place().position() + " of unit " + database.unit() + ": " + broken.why()
                    + "; it is left out");
        }
        return line instanceof RecordReader.Found found
                        && !others.contains(String.valueOf(found.record().unit()))
                        && criteria.match(found.record())
                ? found.record()
                : null;
    }

    /** The record. */
    AuditRecord record() {
        return Objects.requireNonNull(record, "advance() first");
    }

    /** Where to go on behind what was read. */
    Place behind() {
        return last;
    }

    /** Where to go on before the record, so that it comes again. */
    Place before() {
        return beforeRecord;
    }

    boolean isAtEnd() {
        return isWholeRead && rows.isEmpty();
    }

    private void read() throws IOException {
        try (Connection connection = database.transactions().connection();
                PreparedStatement statement = connection.prepareStatement(query.sql(piece))) {
            query.bind(statement, instant(last.segment()), last.position());
            Map<Place, @Nullable String> lines = new LinkedHashMap<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    lines.put(new Place(micros(found), found.getLong(1)), found.getString(3));
                }
            }
            long characters = add(lines, triggers(lines, connection));
            isWholeRead = lines.size() < piece;
            piece = nextPiece(lines.size(), characters);
        } catch (SQLException e) {
            throw new IOException("unit " + database.unit() + ": " + e.getMessage(), e);
        }
    }

    /** The lines of rows that have none. */
    private Map<Long, String> triggers(Map<Place, @Nullable String> lines, Connection connection) throws SQLException {
        List<Long> ids = new ArrayList<>();
        lines.forEach((place, line) -> {
            if (line == null) {
                ids.add(place.position());
            }
        });
        return ids.isEmpty() ? Map.of() : triggers.read(connection, ids);
    }

    private long add(Map<Place, @Nullable String> lines, Map<Long, String> triggers) {
        long characters = 0;
        for (Map.Entry<Place, @Nullable String> each : lines.entrySet()) {
            String line = each.getValue() == null ? triggers.get(each.getKey().position()) : each.getValue();
            if (line != null) {
                rows.add(new Row(each.getKey(), line));
                characters += line.length();
            }
        }
        return characters;
    }

    private static int nextPiece(int count, long characters) {
        long each = Math.max(1, characters / Math.max(1, count));
        return (int) Math.max(1, Math.min(LARGEST_PIECE, PIECE_CHARACTERS / each));
    }

    /** Says what was removed of that which was asked for. */
    void remarkMissingStart() throws IOException {
        Instant begin = begin();
        Instant from = criteria.query().from();
        if (begin != null && (from == null || from.isBefore(begin))) {
            remarks.broken("The audit tables of unit " + database.unit() + " begin at " + begin
                    + ": what was before it has been removed (audit.tables.retention).");
        }
    }

    /** Before which everything has been removed; null when nothing was. */
    private @Nullable Instant begin() throws IOException {
        try (Connection connection = database.transactions().connection();
                PreparedStatement select = connection.prepareStatement(selectRemoval)) {
            select.setString(1, AuditTables.REMOVED_FROM);
            select.setString(2, AuditTables.REMOVAL);
            try (ResultSet found = select.executeQuery()) {
                return found.next() ? begin(found.getString(1)) : null;
            }
        } catch (SQLException | ParseException | DateTimeException | IllegalArgumentException e) {
            throw new IOException("unit " + database.unit() + ": " + e.getMessage(), e);
        }
    }

    private static Instant begin(String line) throws ParseException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return Instant.parse(RecordParts.text(Json.object(bytes, 0, bytes.length), "before"));
    }

    private long micros(ResultSet row) throws SQLException {
        return ChronoUnit.MICROS.between(Instant.EPOCH, database.dialect().time(row, 2));
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
