package io.audittrail;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What one transaction changed, and what it read of the types whose reading is recorded.
 *
 * @param tx a UUIDv7, shared by all records of the transaction
 * @param timestamp when the transaction closed, before its commit: the rows were still locked, so the timestamps order
 *     the changes of one row
 * @param unit the audited persistence unit
 * @param records in the order in which it was done
 * @param context what was known of the request and its surroundings: plain values
 */
public record ChangeSet(UUID tx, Instant timestamp, String unit, List<Entry> records, Map<String, Object> context) {

    public ChangeSet {
        Objects.requireNonNull(tx, "tx");
        Objects.requireNonNull(timestamp, "timestamp");
        Objects.requireNonNull(unit, "unit");
        records = List.copyOf(records);
        context = context.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(context));
    }

    /** The changes of entities, without what was read and what statements did. */
    public List<ChangeRecord> changes() {
        return records.stream()
                .filter(record -> record instanceof ChangeRecord && record.action() != Operation.READ)
                .map(ChangeRecord.class::cast)
                .toList();
    }
}
