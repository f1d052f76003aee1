package io.audittrail.tables;

import io.audittrail.Operation;
import io.audittrail.database.OurTables;
import io.audittrail.line.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code audit.tables.enabled} needs in the database of each audited unit. */
public final class AuditTables {

    /** The operation of a row that says what was removed from the tables. */
    public static final String REMOVAL = "REMOVAL";

    /** The entity of such a row. */
    public static final String REMOVED_FROM = "audit_activity";

    /** That a table was emptied, which triggers tell of. */
    private static final String TRUNCATION = "TRUNCATE";

    /** That what was done to a table is not recorded, which triggers tell of. */
    private static final String PAUSE = "PAUSED";

    private AuditTables() {}

    public static OurTables called(TableNames names) {
        return new OurTables(
                "audit.tables.enabled=true",
                "audit.tables.enabled=false",
                List.of(
                        names.in(
                                "select id, native_id, unit, issued_at, actor, actor_kind, via, reason, client_address,"
                                        + " context from audit_transaction where 1 = 0"),
                        names.in("select id, transaction_id, n, issued_at, operation, table_schema, table_name, entity,"
                                + " entity_id, label, actor, actor_kind, via, reason, source, old_data, changed_data, line"
                                + " from audit_activity where 1 = 0")),
                List.of(
                        names.in("select column_name, old_value, new_value from audit_field_change where 1 = 0"),
                        names.in("select data from audit_current where 1 = 0")),
                "io/audittrail/tables/schema-",
                "audit.tables.initialize-schema",
                names.in("select, insert on audit_transaction, audit_activity"));
    }

    /** The operations of the rows that tell of an action. */
    public static Stream<String> operations(Operation action) {
        return action == Operation.STATEMENT
                ? Stream.of(action.name(), TRUNCATION, PAUSE)
                : Stream.of(operation(action));
    }

    /** As it stands in the tables. */
    public static String operation(Operation action) {
        return action == Operation.CREATE ? "INSERT" : action.name();
    }

    /**
     * A key of several parts as JSON, the same for all who write it or ask for it: by the names of the parts, each a text.
     *
     * @param parts as a line has them, or their texts
     */
    public static String compositeId(Map<?, ?> parts) {
        return RowData.json(textsByName(parts));
    }

    /** Values as the JSON of every database can hold them. */
    public static String json(Map<String, ?> values) {
        return RowData.json(values);
    }

    /** The id of an entity as it stands in the tables. */
    public static @Nullable String idText(@Nullable Object id) {
        return StorableText.name(text(id));
    }

    /** As it is read from a line. */
    static @Nullable String text(@Nullable Object value) {
        if (value == null || isTextItself(value)) {
            return string(value);
        }
        Object written = Json.readBack(value);
        return written instanceof Map<?, ?> parts ? compositeId(parts) : string(written);
    }

    /** Most ids: their text is the same in a line. */
    private static boolean isTextItself(Object value) {
        return value instanceof String || value instanceof Long || value instanceof Integer || value instanceof UUID;
    }

    private static @Nullable String string(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static Map<String, Object> textsByName(Map<?, ?> parts) {
        Map<String, Object> texts = new TreeMap<>();
        parts.forEach((name, part) -> texts.put(
                String.valueOf(name), part instanceof Map<?, ?> more ? textsByName(more) : String.valueOf(part)));
        return texts;
    }
}
