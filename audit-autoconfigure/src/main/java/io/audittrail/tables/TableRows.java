package io.audittrail.tables;

import io.audittrail.Actor;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.Entry;
import io.audittrail.StatementRecord;
import io.audittrail.line.LineEncoder;
import io.audittrail.line.Lines;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of the two tables hold for one transaction: a row for it, and a row for each record, some records after
 * the other. Not thread-safe.
 */
final class TableRows {

    /** The columns of the transaction's row that are text; the last is JSON. */
    static final List<String> OF_TRANSACTION =
            List.of("unit", "actor", "actor_kind", "via", "reason", "client_address", "context");

    /** The columns of a record's row that are text. */
    static final List<String> OF_ACTIVITY = List.of(
            "operation",
            "table_schema",
            "table_name",
            "entity",
            "entity_id",
            "label",
            "actor",
            "actor_kind",
            "via",
            "reason",
            "source",
            "old_data",
            "changed_data",
            "line");

    /** The text of so many rows waits in the driver, at most. */
    private static final int CHUNK = 1024 * 1024;

    private static final String SOURCE = "orm";
    private static final String ADDRESS = "ip";

    private final ChangeSet changes;
    private final LineEncoder encoder;
    private final EntityTables entities;
    private final Lines lines;
    private final Attributed common;
    private int first;
    private int next;

    /** Who, and why. */
    private record Attributed(Actor actor, @Nullable String reason) {
        static Attributed of(Entry entry) {
            return new Attributed(entry.actor(), entry.reason());
        }
    }

    /** @param lines to write to */
    TableRows(ChangeSet changes, LineEncoder encoder, EntityTables entities, Lines lines) {
        this.changes = changes;
        this.encoder = encoder;
        this.entities = entities;
        this.lines = lines;
        this.common = Attributed.of(changes.records().get(0));
        more();
    }

    static boolean isJson(String column) {
        return column.equals("context") || column.endsWith("_data");
    }

    @Nullable
    String[] transaction() {
        List<@Nullable String> row = new ArrayList<>(OF_TRANSACTION.size());
        row.add(StorableText.name(changes.unit()));
        add(row, common);
        row.add(StorableText.name(AuditTables.text(changes.context().get(ADDRESS))));
        row.add(RowData.json(changes.context()));
        return row.toArray(String[]::new);
    }

    /** How many rows there were before those that are next. */
    int first() {
        return first;
    }

    /** The next rows: of a transaction as they usually are, all. */
    List<@Nullable String[]> activities() {
        List<@Nullable String[]> rows = new ArrayList<>(next - first);
        for (int i = first; i < next; i++) {
            rows.add(activity(changes.records().get(i), line(i - first)));
        }
        return rows;
    }

    boolean hasMore() {
        return next < changes.records().size();
    }

    /** Goes on to the rows behind those that are next. */
    void more() {
        first = next;
        next = encoder.encode(changes, first, CHUNK, lines);
    }

    /** Without flags and seal, which it has only in a log. */
    private String line(int n) {
        int start = lines.start(n);
        return new String(lines.buffer().array(), start, lines.end(n) - start, StandardCharsets.UTF_8) + '}';
    }

    private @Nullable String[] activity(Entry entry, String line) {
        EntityTables.@Nullable Place table = entities.of(changes.unit(), entry);
        RowData data = RowData.of(entry);
        List<@Nullable String> row = new ArrayList<>(OF_ACTIVITY.size());
        row.add(AuditTables.operation(entry.action()));
        row.add(StorableText.name(table == null ? null : table.schema()));
        row.add(StorableText.name(table == null ? null : table.table()));
        row.add(StorableText.name(entity(entry)));
        row.add(StorableText.name(
                entry instanceof ChangeRecord record
                        ? AuditTables.text(record.entity().id())
                        : null));
        row.add(StorableText.of(entry instanceof ChangeRecord record ? record.label() : null));
        Attributed by = Attributed.of(entry);
        add(row, by.equals(common) ? null : by);
        row.add(SOURCE);
        row.add(data.beforeAsJson());
        row.add(data.afterAsJson());
        row.add(StorableText.of(line));
        return row.toArray(String[]::new);
    }

    private static void add(List<@Nullable String> row, @Nullable Attributed by) {
        Actor actor = by == null ? null : by.actor();
        row.add(StorableText.name(actor == null ? null : actor.name()));
        row.add(actor == null ? null : actor.kind().name().toLowerCase(Locale.ROOT));
        row.add(StorableText.name(actor == null ? null : actor.via()));
        row.add(StorableText.of(by == null ? null : by.reason()));
    }

    private static @Nullable String entity(Entry entry) {
        if (entry instanceof ChangeRecord record) {
            return record.entity().entity();
        }
        return entry instanceof StatementRecord statement ? statement.entity() : null;
    }
}
