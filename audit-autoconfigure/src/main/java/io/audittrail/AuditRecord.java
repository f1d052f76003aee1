package io.audittrail;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stands in the log. Its values and its id are of the types that {@link AuditTrail} tells of.
 *
 * @param at when its transaction closed
 * @param stream the instance that wrote it
 * @param seq its place in that stream
 * @param tx names the transaction; with {@code n}, the record wherever it goes
 * @param n this is the n-th record of {@code of}
 * @param entityId a value, or a map of values for a composite key
 * @param changes in mapping order; only the one asked for where the query was of one property
 * @param statement what was sent, when this is the record of a statement
 * @param outcomeUnknown whether the answer to the commit was lost: it may be of something that never was
 * @param redelivered whether another instance may have written it before
 * @param json the line itself, whatever the types of its values, with only the change asked for where the query was of one property
 */
public record AuditRecord(
        Instant at,
        String stream,
        long seq,
        String tx,
        int n,
        int of,
        @Nullable String unit,
        Actor actor,
        Operation action,
        @Nullable String entity,
        @Nullable Object entityId,
        @Nullable String label,
        List<Change> changes,
        @Nullable StatementRecord statement,
        Map<String, @Nullable Object> context,
        boolean outcomeUnknown,
        boolean redelivered,
        String json) {

    public AuditRecord {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(tx, "tx");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(json, "json");
        changes = List.copyOf(changes);
        context = Collections.unmodifiableMap(new LinkedHashMap<>(context)); // A copyOf would take no null.
    }
}
