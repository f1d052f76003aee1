package io.audittrail.reconcile;

import io.audittrail.Actor;
import io.audittrail.AuditRecord;
import io.audittrail.Change;
import io.audittrail.Elements;
import io.audittrail.Operation;
import io.audittrail.StatementRecord;
import io.audittrail.tables.AuditTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the log has of a transaction. Not thread-safe. */
final class LoggedTransaction {

    /** A transaction with more is compared by its tables alone. */
    private static final int MOST_RECORDS = 100_000;

    private final UUID tx;
    private final Instant at;
    private final String unit;
    private final Actor actor;
    private final boolean outcomeUnknown;
    private final int of;
    private final Map<String, List<LoggedRecord>> byId = new HashMap<>();
    private final Map<String, List<Element>> byElement = new HashMap<>();
    private final Map<String, List<Element>> elementsByKey = new HashMap<>();
    private @Nullable LoggedKeys byKey;
    private final Set<String> entities = new HashSet<>();
    private final Set<String> collections = new HashSet<>();
    private final Set<String> seenCollections = new HashSet<>();
    private final List<LoggedRecord> records = new ArrayList<>();
    private final List<StatementRecord> statements = new ArrayList<>();
    private final List<StatementRecord> pauses = new ArrayList<>();
    private int count;

    /** What came to a collection, or went. */
    private record Element(LoggedRecord owner, String property) {}

    LoggedTransaction(UUID tx, AuditRecord first) {
        this.tx = tx;
        this.at = first.at();
        this.unit = String.valueOf(first.unit());
        this.actor = first.actor();
        this.outcomeUnknown = first.outcomeUnknown();
        this.of = first.of();
    }

    /** One of which the log has nothing. */
    LoggedTransaction(SeenTransaction seen, String unit) {
        this.tx = seen.tx();
        this.at = seen.at();
        this.unit = unit;
        this.actor = seen.actor();
        this.outcomeUnknown = false;
        this.of = 0;
    }

    UUID tx() {
        return tx;
    }

    Instant at() {
        return at;
    }

    String unit() {
        return unit;
    }

    Actor actor() {
        return actor;
    }

    boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }

    boolean isComplete() {
        return count >= of;
    }

    /** What was only read is nothing that a trigger sees. */
    boolean hasChanges() {
        return !entities.isEmpty() || !statements.isEmpty() || !pauses.isEmpty();
    }

    boolean isLarge() {
        return records.size() > MOST_RECORDS;
    }

    int size() {
        return records.size();
    }

    /** The records of which triggers saw nothing. That rows of a collection came or went is all there is to see of some updates. */
    Stream<LoggedRecord> unseen() {
        return isLarge()
                ? Stream.of()
                : records.stream()
                        .filter(record -> !record.isSeen()
                                && (record.action() != Operation.UPDATE || !seenCollections.contains(record.entity())));
    }

    List<StatementRecord> statements() {
        return statements;
    }

    /** In place of what was left out. */
    List<StatementRecord> pauses() {
        return pauses;
    }

    /** The types of the records. */
    Stream<String> entities() {
        return entities.stream();
    }

    void add(AuditRecord record) {
        count++;
        StatementRecord statement = record.statement();
        if (statement != null) {
            (statement.kind() == StatementRecord.Kind.PAUSED ? pauses : statements).add(statement);
        } else if (record.entity() != null && record.action() != Operation.READ) {
            add(record, record.entity());
        }
    }

    private void add(AuditRecord record, String entity) {
        LoggedRecord logged = new LoggedRecord(entity, record);
        entities.add(entity);
        if (logged.mayChangeCollection()) {
            collections.add(entity);
        }
        if (isLarge()) {
            return;
        }
        records.add(logged);
        String id = AuditTables.idText(record.entityId());
        if (id != null) {
            byId.computeIfAbsent(id, text -> new ArrayList<>(1)).add(logged);
        }
        record.changes()
                .forEach(change -> elements(change)
                        .forEach(element -> byElement
                                .computeIfAbsent(element, text -> new ArrayList<>(1))
                                .add(new Element(logged, change.property()))));
    }

    /** Entities of a collection are told by their ids. Of a list whose order changed, both sides are told. */
    private static Set<String> elements(Change change) {
        Set<String> texts = new HashSet<>();
        Elements elements = change.elements();
        if (elements != null) {
            addTexts(elements.added(), texts);
            addTexts(elements.removed(), texts);
            elements.changed().forEach(entry -> {
                addTexts(entry.oldValue(), texts);
                addTexts(entry.newValue(), texts);
            });
        }
        if (change.oldValue() instanceof Collection<?> before) {
            addTexts(before, texts);
        }
        if (change.newValue() instanceof Collection<?> after) {
            addTexts(after, texts);
        }
        return texts;
    }

    private static void addTexts(@Nullable Object value, Set<String> texts) {
        if (value instanceof Collection<?> all) {
            all.forEach(each -> addTexts(each, texts));
            return;
        }
        String text = AuditTables.idText(value);
        if (text != null) {
            texts.add(text);
        }
        if (value instanceof Map<?, ?> entry && entry.containsKey("value")) {
            addTexts(entry.get("value"), texts);
        }
    }

    /** Whether a record tells of the row; it is seen then. */
    boolean tells(SeenRow row, @Nullable String id, TypeTables tables) {
        if (isLarge()) {
            return row.entity() != null || entities.stream().anyMatch(entity -> tables.has(entity, row));
        }
        return row.entity() == null ? tellsOfCollection(row, tables) : id != null && tellsOf(row, id, tables);
    }

    /** The same of an id that the database may write otherwise. */
    boolean tellsByKey(SeenRow row, @Nullable String key, TypeTables tables) {
        if (isLarge() || key == null || records.isEmpty()) {
            return false;
        }
        if (byKey == null) {
            byKey = new LoggedKeys(unit, records, tables);
            byElement.forEach((text, elements) -> elementsByKey
                    .computeIfAbsent(String.valueOf(IdKey.of(text)), first -> new ArrayList<>(1))
                    .addAll(elements));
        }
        boolean isElement = tellsOfElement(row, elementsByKey.getOrDefault(key, List.of()), tables);
        return byKey.tell(row, key) || isElement;
    }

    private boolean tellsOf(SeenRow row, String id, TypeTables tables) {
        boolean told = false;
        for (LoggedRecord record : byId.getOrDefault(id, List.of())) {
            if (tables.has(record.entity(), row)) {
                record.see();
                told = true;
            }
        }
        boolean isElement = tellsOfElement(row, byElement.getOrDefault(id, List.of()), tables);
        return told || isElement;
    }

    /** Of an owner that is named in the rows of what it owns. */
    private static boolean tellsOfElement(SeenRow row, List<Element> elements, TypeTables tables) {
        boolean told = false;
        if (row.operation().equals("UPDATE")) {
            for (Element element : elements) {
                LoggedRecord owner = element.owner();
                if (!tables.isOfElement(owner.entity(), element.property(), row)) {
                    continue;
                }
                if (owner.action() == Operation.UPDATE) {
                    owner.see();
                }
                told = true;
            }
        }
        return told;
    }

    private boolean tellsOfCollection(SeenRow row, TypeTables tables) {
        boolean told = false;
        for (String entity : collections) {
            if (tables.has(entity, row)) {
                seenCollections.add(entity);
                told = true;
            }
        }
        return told;
    }

    /** Whether there are records of a type that has rows in the table. */
    boolean hasRecordsOf(SeenRow row, TypeTables tables) {
        return entities.stream().anyMatch(entity -> tables.has(entity, row));
    }
}
