package io.audittrail.trail;

import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.Change;
import io.audittrail.Elements;
import io.audittrail.StatementRecord;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a record answers a query. */
final class Criteria {

    private final AuditQuery query;
    private final TypeNames names;
    private final Set<String> entities = new HashSet<>();
    private final Set<Object> ids = new HashSet<>();

    Criteria(AuditQuery query, TypeNames names) {
        this.query = query;
        this.names = names;
        query.types().forEach(type -> entities.addAll(names.of(type)));
        query.ids().forEach(id -> ids.addAll(AskedId.texts(id, query.types(), names)));
    }

    /** The same, asked for in the other order. */
    Criteria turned() {
        return new Criteria(query.isOldestFirst() ? query.newestFirst() : query.oldestFirst(), names);
    }

    AuditQuery query() {
        return query;
    }

    /** The names of the types asked for; empty for every type. */
    Set<String> entities() {
        return entities;
    }

    /** The ids asked for, as {@link Texts} has them. */
    Set<Object> ids() {
        return ids;
    }

    /** The names under which the property stands that is asked for; none where all are. */
    Set<String> properties() {
        String property = query.property();
        return property == null ? Set.of() : names.ofProperty(property);
    }

    boolean match(AuditRecord record) {
        return (entities.isEmpty() || entities.contains(record.entity()))
                && (ids.isEmpty() || (record.entityId() != null && ids.contains(Texts.of(record.entityId()))))
                && is(query.label(), record.label())
                && is(query.actor(), record.actor().name())
                && is(query.tx(), record.tx())
                && is(query.unit(), record.unit())
                && (query.actions().isEmpty() || query.actions().contains(record.action()))
                && isInTime(record.at())
                && hasContext(record.context())
                && (query.property() == null || changes(record, query.property()))
                && (query.text() == null || contains(record, query.text()));
    }

    /** What of a record is for the answer. */
    AuditRecord reduced(AuditRecord record) {
        String property = query.property();
        if (property == null) {
            return record;
        }
        List<Change> only = record.changes().stream()
                .filter(change -> isOf(change, record, property))
                .toList();
        return RecordReader.with(
                record,
                record.entityId(),
                only,
                RawObject.withOnlyChanges(
                        record.json(), only.stream().map(Change::property).toList()));
    }

    private boolean isInTime(Instant at) {
        Instant from = query.from();
        Instant to = query.to();
        return (from == null || !at.isBefore(from)) && (to == null || !at.isAfter(to));
    }

    private boolean hasContext(Map<String, @Nullable Object> context) {
        return query.context().entrySet().stream()
                .allMatch(asked -> context.containsKey(asked.getKey())
                        && asked.getValue().equals(Texts.of(context.get(asked.getKey()))));
    }

    private boolean changes(AuditRecord record, String property) {
        return record.changes().stream().anyMatch(change -> isOf(change, record, property));
    }

    private boolean isOf(Change change, AuditRecord record, String property) {
        return change.property().equals(property)
                || property.equals(names.nowOf(String.valueOf(record.entity()), change.property()));
    }

    /** The bytes were looked through already; here it must stand in what an application has supplied. */
    private static boolean contains(AuditRecord record, String text) {
        return Texts.contain(record.actor().name(), text)
                || Texts.contain(record.actor().via(), text)
                || Texts.contain(record.entity(), text)
                || Texts.contain(record.entityId(), text)
                || Texts.contain(record.label(), text)
                || Texts.contain(record.context(), text)
                || record.changes().stream().anyMatch(change -> contains(change, text))
                || (record.statement() != null && contains(record.statement(), text));
    }

    private static boolean contains(StatementRecord statement, String text) {
        return Texts.contain(statement.text(), text)
                || Texts.contain(statement.tables(), text)
                || Texts.contain(statement.parameters(), text)
                || Texts.contain(statement.batch(), text)
                || Texts.contain(statement.note(), text);
    }

    private static boolean contains(Change change, String text) {
        return Texts.contain(change.property(), text)
                || Texts.contain(change.oldValue(), text)
                || Texts.contain(change.newValue(), text)
                || (change.elements() != null && contains(change.elements(), text));
    }

    private static boolean contains(Elements elements, String text) {
        return Texts.contain(elements.added(), text)
                || Texts.contain(elements.removed(), text)
                || elements.changed().stream().anyMatch(change -> contains(change, text));
    }

    private static boolean is(@Nullable String asked, @Nullable String found) {
        return asked == null || asked.equals(found);
    }
}
