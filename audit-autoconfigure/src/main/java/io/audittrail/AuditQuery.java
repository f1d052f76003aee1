package io.audittrail;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which records to read, and in which order. Immutable; reads as a sentence:
 * {@code AuditQuery.of(Project.class, 42).by("alice").changing("title").limit(10)}.
 *
 * <p>What is said twice of the same thing holds in its last form. Everything that is said must hold for a record; of several
 * types, ids or actions, one.
 */
public final class AuditQuery {

    private static final int DEFAULT_LIMIT = 50;

    private final Draft said;

    private AuditQuery(Draft said) {
        this.said = said;
    }

    /** The newest records of everything. */
    public static AuditQuery all() {
        return new AuditQuery(new Draft());
    }

    /** The history of one entity, or of some of one type. */
    public static AuditQuery of(Class<?> type, Object... ids) {
        return all().ofType(type).withId(ids);
    }

    /** The history of one entity, or of some of one type. */
    public static AuditQuery of(String type, Object... ids) {
        return all().ofType(type).withId(ids);
    }

    /** Of these entity types and their subclasses. */
    public AuditQuery ofType(Class<?>... types) {
        return ofType(Arrays.stream(types).map(Class::getName).toArray(String[]::new));
    }

    /** Of these entity types and their subclasses, named as in the log or as classes. */
    public AuditQuery ofType(String... types) {
        return with(draft -> draft.types = List.copyOf(Arrays.asList(types)));
    }

    /**
     * With one of these ids: texts, numbers, booleans, UUIDs, {@code java.time} values, a map of these for a composite one or
     * its text as a JSON object, with keys in any order. They are matched by their text, so that {@code 42} finds the number
     * and the string. Within the application, an id of the type that is asked for may also be what it is there, such as an
     * object of its {@code @EmbeddedId} or {@code @IdClass}, or what a record tells as its id. Anything else is an
     * {@link IllegalArgumentException} when the query is asked.
     */
    public AuditQuery withId(Object... ids) {
        return with(draft -> draft.ids = List.copyOf(Arrays.asList(ids)));
    }

    public AuditQuery labelled(String label) {
        return with(draft -> draft.label = require(label, "label"));
    }

    /** By the actor of this name. */
    public AuditQuery by(String actor) {
        return with(draft -> draft.actor = require(actor, "actor"));
    }

    /** That change this property. The records in the answer hold nothing of the others. */
    public AuditQuery changing(String property) {
        return with(draft -> draft.property = require(property, "property"));
    }

    public AuditQuery action(Operation... actions) {
        return with(draft -> draft.actions = List.copyOf(Arrays.asList(actions)));
    }

    /** Of one transaction. */
    public AuditQuery in(UUID tx) {
        return in(tx.toString());
    }

    /** Of one transaction. */
    public AuditQuery in(String tx) {
        return with(draft -> draft.tx = require(tx, "tx"));
    }

    /** Whose context has this value, matched by its text. */
    public AuditQuery withContext(String key, Object value) {
        return with(draft -> {
            Map<String, String> more = new LinkedHashMap<>(draft.context);
            more.put(require(key, "key"), String.valueOf(Objects.requireNonNull(value, "value")));
            draft.context = Map.copyOf(more);
        });
    }

    /** Of one persistence unit. */
    public AuditQuery unit(String unit) {
        return with(draft -> draft.unit = require(unit, "unit"));
    }

    /**
     * Not before the one and not after the other; null leaves an end open.
     *
     * @throws IllegalArgumentException when the second is before the first
     */
    public AuditQuery between(@Nullable Instant from, @Nullable Instant to) {
        if (from != null && to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("from " + from + " is after to " + to);
        }
        return with(draft -> {
            draft.from = from;
            draft.to = to;
        });
    }

    /** That have this text, letter by letter, in a name or a value. */
    public AuditQuery containing(String text) {
        return with(draft -> draft.text = require(text, "text"));
    }

    /** As it is unless something else is said. */
    public AuditQuery newestFirst() {
        return with(draft -> draft.oldestFirst = false);
    }

    public AuditQuery oldestFirst() {
        return with(draft -> draft.oldestFirst = true);
    }

    /** Answers no more records than this. */
    public AuditQuery limit(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("limit must be at least 1, not " + most);
        }
        return with(draft -> draft.limit = most);
    }

    /**
     * Reads no more of the log than about this, and answers with what it has found by then and where to go on. What it finds
     * counts 64 times: that is held in memory.
     */
    public AuditQuery readingAtMost(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes must be at least 1, not " + bytes);
        }
        return with(draft -> draft.bytes = bytes);
    }

    /**
     * Goes on behind a page, with its {@link AuditPage#next}. Whether it is one shows when the query is asked: if not, there
     * will be a {@link BadCursorException}.
     */
    public AuditQuery after(String cursor) {
        return with(draft -> draft.cursor = require(cursor, "cursor"));
    }

    public List<String> types() {
        return said.types;
    }

    public List<Object> ids() {
        return said.ids;
    }

    public @Nullable String label() {
        return said.label;
    }

    public @Nullable String actor() {
        return said.actor;
    }

    public @Nullable String property() {
        return said.property;
    }

    public List<Operation> actions() {
        return said.actions;
    }

    public @Nullable String tx() {
        return said.tx;
    }

    public Map<String, String> context() {
        return said.context;
    }

    public @Nullable String unit() {
        return said.unit;
    }

    public @Nullable Instant from() {
        return said.from;
    }

    public @Nullable Instant to() {
        return said.to;
    }

    public @Nullable String text() {
        return said.text;
    }

    public boolean isOldestFirst() {
        return said.oldestFirst;
    }

    public int limit() {
        return said.limit;
    }

    public long bytes() {
        return said.bytes;
    }

    public @Nullable String cursor() {
        return said.cursor;
    }

    private AuditQuery with(Consumer<Draft> change) {
        Draft draft = new Draft(said);
        change.accept(draft);
        return new AuditQuery(draft);
    }

    private static String require(String value, String what) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(what + " is empty");
        }
        return value;
    }

    /** Changes only before a query has it. */
    private static final class Draft {

        private List<String> types = List.of();
        private List<Object> ids = List.of();
        private @Nullable String label;
        private @Nullable String actor;
        private @Nullable String property;
        private List<Operation> actions = List.of();
        private @Nullable String tx;
        private Map<String, String> context = Map.of();
        private @Nullable String unit;
        private @Nullable Instant from;
        private @Nullable Instant to;
        private @Nullable String text;
        private boolean oldestFirst;
        private int limit = DEFAULT_LIMIT;
        private long bytes = Long.MAX_VALUE;
        private @Nullable String cursor;

        Draft() {}

        Draft(Draft other) {
            types = other.types;
            ids = other.ids;
            label = other.label;
            actor = other.actor;
            property = other.property;
            actions = other.actions;
            tx = other.tx;
            context = other.context;
            unit = other.unit;
            from = other.from;
            to = other.to;
            text = other.text;
            oldestFirst = other.oldestFirst;
            limit = other.limit;
            bytes = other.bytes;
            cursor = other.cursor;
        }
    }
}
