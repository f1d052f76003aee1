package io.audittrail.trail;

import io.audittrail.Actor;
import io.audittrail.line.Json;
import io.audittrail.line.RecordParts;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger wrote of one row of a table, with what its transaction says.
 *
 * @param of how many rows the transaction has
 * @param entity null where the row is of no known type
 * @param id its text; null of what is about no single row
 * @param before by column: of an insert nothing
 * @param changed by column: of an insert the row, of a delete nothing
 */
record TriggerRow(
        UUID tx,
        int n,
        int of,
        Instant at,
        String unit,
        Actor actor,
        @Nullable String reason,
        Map<String, @Nullable Object> context,
        String operation,
        String schema,
        String table,
        @Nullable String entity,
        @Nullable String id,
        @Nullable String label,
        Map<String, @Nullable Object> before,
        Map<String, @Nullable Object> changed) {

    /** Of the rows with ids that are given as an array. */
    static final String SELECT = "select a.id, a.transaction_id, a.n, c.rows, a.issued_at, t.unit,"
            + " coalesce(a.actor, t.actor) as actor, coalesce(a.actor_kind, t.actor_kind) as actor_kind,"
            + " case when a.actor is null then t.via else a.via end as via,"
            + " case when a.actor is null and a.operation <> 'PAUSED' then t.reason else a.reason end as reason,"
            + " t.client_address, cast(t.context as text) as context, a.operation, a.table_schema, a.table_name,"
            + " a.entity, a.entity_id, a.label, cast(a.old_data as text) as old_data,"
            + " cast(a.changed_data as text) as changed_data"
            + " from audit_activity a join audit_transaction t on t.id = a.transaction_id"
            + " join (select transaction_id, count(*) as rows from audit_activity where transaction_id in"
            + " (select transaction_id from audit_activity where id = any(?)) group by transaction_id) c"
            + " on c.transaction_id = a.transaction_id where a.id = any(?)";

    private static final String ADDRESS = "ip";

    static TriggerRow of(ResultSet row) throws SQLException, ParseException {
        return new TriggerRow(
                row.getObject("transaction_id", UUID.class),
                row.getInt("n"),
                row.getInt("rows"),
                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                row.getString("unit"),
                new Actor(row.getString("actor"), kind(row.getString("actor_kind")), row.getString("via")),
                row.getString("reason"),
                context(json(row.getString("context")), row.getString("client_address")),
                row.getString("operation"),
                row.getString("table_schema"),
                row.getString("table_name"),
                row.getString("entity"),
                row.getString("entity_id"),
                row.getString("label"),
                json(row.getString("old_data")),
                json(row.getString("changed_data")));
    }

    private static Map<String, @Nullable Object> context(Map<String, @Nullable Object> told, @Nullable String address) {
        if (address == null || told.containsKey(ADDRESS)) {
            return told;
        }
        Map<String, @Nullable Object> context = new LinkedHashMap<>(told);
        context.put(ADDRESS, address);
        return context;
    }

    /** The settings of a session are whatever somebody has put there. */
    private static Actor.Kind kind(String text) {
        for (Actor.Kind kind : Actor.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                return kind;
            }
        }
        return Actor.Kind.UNKNOWN;
    }

    private static Map<String, @Nullable Object> json(String text) throws ParseException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Json.object(bytes, 0, bytes.length);
    }

    /** With what it is in. */
    String qualifiedTable() {
        return schema + '.' + table;
    }

    /** What the row was after it. */
    Map<String, @Nullable Object> after() {
        Map<String, @Nullable Object> after = new LinkedHashMap<>(before);
        after.putAll(changed);
        return after;
    }

    /** The id as the text says it; the parts of one that has names are as the columns of these names have them. */
    Object idAsToldByText() {
        String text = Objects.requireNonNullElse(id, "{}");
        if (!text.startsWith("{")) {
            return text;
        }
        try {
            Map<String, @Nullable Object> parts = json(text);
            Map<String, @Nullable Object> row = after();
            parts.replaceAll((name, part) -> isSaidBy(row.get(name), part) ? row.get(name) : part);
            return RecordParts.object(parts);
        } catch (ParseException e) {
            return text;
        }
    }

    private static boolean isSaidBy(@Nullable Object value, @Nullable Object text) {
        return value != null && String.valueOf(value).equals(text);
    }
}
