package io.audittrail.trail;

import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.database.UnitDatabase;
import io.audittrail.tables.TableNames;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The records of all databases that answer a query, between databases by their times. Not thread-safe. */
final class TableReading implements RecordReading {

    private final TableNames tables;
    private final Criteria criteria;
    private final Budget budget;
    private final Map<String, TableScan> scans = new LinkedHashMap<>();
    private final PriorityQueue<String> heads;
    private @Nullable String current;
    private boolean began;
    private boolean stopped;

    TableReading(List<UnitDatabase> databases, TableNames tables, TypeNames names, Criteria criteria, Remarks remarks) {
        this.tables = tables;
        this.criteria = criteria;
        AuditQuery query = criteria.query();
        this.budget = new Budget(query.bytes());
        Comparator<String> byTime = Comparator.comparing(unit -> head(unit).at());
        this.heads = new PriorityQueue<>(
                (query.isOldestFirst() ? byTime : byTime.reversed()).thenComparing(Comparator.naturalOrder()));
        String text = query.cursor();
        Cursor cursor = text == null ? null : Cursor.parse(text, query.isOldestFirst());
        for (UnitDatabase database : databases) {
            Place from = cursor == null ? null : cursor.place(database.unit());
            if (cursor == null || from != null || query.isOldestFirst()) {
                scans.put(
                        database.unit(),
                        new TableScan(
                                database, tables, names, criteria, others(databases, database), remarks, budget, from));
            }
        }
    }

    private static Set<String> others(List<UnitDatabase> all, UnitDatabase one) {
        return all.stream()
                .map(UnitDatabase::unit)
                .filter(unit -> !unit.equals(one.unit()))
                .collect(Collectors.toSet());
    }

    @Override
    public boolean advance() throws IOException {
        if (!began) {
            began = true;
            for (String unit : scans.keySet()) {
                advance(unit);
            }
        } else if (current != null) {
            advance(current);
        }
        current = stopped ? null : heads.poll();
        if (current != null) {
            budget.answer(record().json().length());
        }
        return current != null;
    }

    private void advance(String unit) throws IOException {
        TableScan scan = scan(unit);
        if (scan.advance()) {
            heads.add(unit);
        } else if (!scan.isAtEnd()) {
            stopped = true; // What the others have may be for a later page than what it has not read yet.
        }
    }

    @Override
    public AuditRecord record() {
        return criteria.reduced(head(Objects.requireNonNull(current, "advance() first")));
    }

    @Override
    public @Nullable String next() {
        if (!stopped && current == null && heads.isEmpty()) {
            return null;
        }
        boolean isForward = criteria.query().isOldestFirst();
        Map<String, Place> places = new HashMap<>();
        scans.forEach((unit, scan) -> {
            boolean isWaiting = heads.contains(unit);
            if (isWaiting || isForward || unit.equals(current) || !scan.isAtEnd()) {
                places.put(unit, isWaiting ? scan.before() : scan.behind());
            }
        });
        return Cursor.of(isForward, places).text();
    }

    @Override
    public List<String> streams() {
        return scans.keySet().stream()
                .map(unit -> tables.in("audit_activity") + " of unit " + unit)
                .toList();
    }

    @Override
    public void remarkMissingStart() throws IOException {
        for (TableScan scan : scans.values()) {
            scan.remarkMissingStart();
        }
    }

    @Override
    public void remarkOthers() {}

    @Override
    public void close() {}

    private AuditRecord head(String unit) {
        return scan(unit).record();
    }

    private TableScan scan(String unit) {
        return Objects.requireNonNull(scans.get(unit), unit);
    }
}
