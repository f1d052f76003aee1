package io.audittrail.trail;

import io.audittrail.AuditPause;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.EntityRef;
import io.audittrail.Entry;
import io.audittrail.Operation;
import io.audittrail.StatementRecord;
import io.audittrail.StatementRecord.Kind;
import io.audittrail.StatementRecord.Language;
import io.audittrail.line.LineEncoder;
import io.audittrail.line.LineType;
import io.audittrail.line.RowMapping;
import io.audittrail.line.RowMapping.Property;
import io.audittrail.line.RowMapping.Row;
import io.audittrail.tables.TableNames;
import io.audittrail.trail.TypeNames.Mapping;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the lines of rows that triggers wrote: what is there by columns is told by attributes, as the mapping has them. */
final class TriggerLines {

    /** In the place of the instance that wrote a line. */
    static final String STREAM = "triggers";

    /** What nobody can read is left out, with a remark. */
    private static final String UNREADABLE = "";

    private static final LineEncoder ENCODER = new LineEncoder(STREAM);

    private final String select;
    private final TypeNames names;

    TriggerLines(TableNames tables, TypeNames names) {
        this.select = tables.in(TriggerRow.SELECT);
        this.names = names;
    }

    /** By the ids of their rows. What has been removed meanwhile is missing. */
    Map<Long, String> read(Connection connection, Collection<Long> ids) throws SQLException {
        Map<Long, String> lines = new HashMap<>();
        Array array = connection.createArrayOf("bigint", ids.toArray());
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setArray(1, array);
            statement.setArray(2, array);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    lines.put(found.getLong("id"), line(found));
                }
            }
        } finally {
            array.free();
        }
        return lines;
    }

    private String line(ResultSet found) throws SQLException {
        try {
            return line(TriggerRow.of(found));
        } catch (ParseException e) {
            return UNREADABLE;
        }
    }

    String line(TriggerRow row) {
        @SuppressWarnings("unchecked") // Null is a value of JSON like others.
        Map<String, Object> context = (Map<String, Object>) (Map<String, ?>) row.context();
        Entry entry = switch (row.operation()) {
            case "TRUNCATE" -> truncation(row);
            case "PAUSED" -> paused(row);
            default -> change(row);
        };
        return ENCODER.line(new ChangeSet(row.tx(), row.at(), row.unit(), List.of(entry), context), row.n(), row.of());
    }

    /** A statement of which nobody knows how many rows there were. Where it is of a partition alone, its label says so. */
    private static Entry truncation(TriggerRow row) {
        return new StatementRecord(
                Kind.TRUNCATE,
                row.entity(),
                Language.SQL,
                "truncate table " + row.qualifiedTable(),
                Map.of(),
                List.of(),
                List.of(row.qualifiedTable()),
                null,
                row.label(),
                row.actor(),
                row.reason());
    }

    /** Of each table on its own: triggers do not count what they leave out. */
    private static Entry paused(TriggerRow row) {
        String reason = row.reason();
        return StatementRecord.paused(
                new AuditPause(reason == null || reason.isBlank() ? "unknown" : reason, Set.of(row.qualifiedTable())),
                null,
                row.actor());
    }

    private Entry change(TriggerRow row) {
        RowMapping mapping = mapping(row);
        Row was = read(row.before(), mapping);
        Row became = read(row.after(), mapping);
        Object id = became.id();
        String entity = row.entity();
        return new ChangeRecord(
                action(row, mapping),
                new EntityRef(entity == null ? row.qualifiedTable() : entity, id == null ? row.idAsToldByText() : id),
                row.label(),
                row.actor(),
                row.reason(),
                switch (row.operation()) {
                    case "INSERT" ->
                        became.properties().stream().map(TriggerLines::created).toList();
                    case "DELETE" ->
                        was.properties().stream().map(TriggerLines::deleted).toList();
                    default -> updated(was, became, row.changed().keySet());
                });
    }

    private @Nullable RowMapping mapping(TriggerRow row) {
        Mapping type = row.entity() == null ? null : names.mappingOf(row.unit(), row.entity());
        return type == null ? null : type.rowsOf(row.table());
    }

    /** Where nothing is known, each column is a property. */
    private static Row read(Map<String, @Nullable Object> columns, @Nullable RowMapping mapping) {
        if (mapping != null) {
            return mapping.read(columns);
        }
        List<Property> properties = new ArrayList<>();
        columns.forEach((column, value) -> properties.add(new Property(column, Set.of(column), value)));
        return new Row(null, properties, List.of());
    }

    /** An entity gets and loses what it has in further tables, but begins and ends in one. */
    private static Operation action(TriggerRow row, @Nullable RowMapping mapping) {
        if (mapping != null && !mapping.isMain()) {
            return Operation.UPDATE;
        }
        return switch (row.operation()) {
            case "INSERT" -> Operation.CREATE;
            case "DELETE" -> Operation.DELETE;
            default -> Operation.UPDATE;
        };
    }

    private static Change created(Property property) {
        return new Change(property.name(), isMasked(property.value()) ? LineType.MASKED : null, property.value());
    }

    private static Change deleted(Property property) {
        return new Change(property.name(), property.value(), isMasked(property.value()) ? LineType.MASKED : null);
    }

    private static boolean isMasked(@Nullable Object value) {
        return Objects.equals(value, LineType.MASKED);
    }

    /** Where a line would tell of nothing, the columns tell of themselves. */
    private static List<Change> updated(Row was, Row became, Set<String> changed) {
        List<Change> changes = updated(was.properties(), became.properties(), changed);
        return changes.isEmpty() ? updated(was.rest(), became.rest(), changed) : changes;
    }

    private static List<Change> updated(List<Property> was, List<Property> became, Set<String> changed) {
        Map<String, @Nullable Object> before = new HashMap<>();
        was.forEach(property -> before.put(property.name(), property.value()));
        return became.stream()
                .filter(property -> property.columns().stream().anyMatch(changed::contains))
                .map(property -> new Change(property.name(), before.get(property.name()), property.value()))
                .toList();
    }
}
