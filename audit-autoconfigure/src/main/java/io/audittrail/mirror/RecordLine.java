package io.audittrail.mirror;

import io.audittrail.ChangeRecord;
import io.audittrail.EntityRef;
import io.audittrail.Entry;
import io.audittrail.Operation;
import io.audittrail.StatementRecord;
import io.audittrail.line.Json;
import io.audittrail.line.RecordParts;
import java.text.ParseException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A record as its line tells of it, when there is nothing else left of it: another process may have made it. */
final class RecordLine {

    private RecordLine() {}

    /** Null when the line is the ledger's own. */
    static @Nullable Entry parse(byte[] line) {
        Map<String, @Nullable Object> keys;
        try {
            keys = Json.object(line, 0, line.length);
        } catch (ParseException e) {
            throw new IllegalArgumentException("A line of the log is no JSON", e);
        }
        return keys.containsKey("tx") ? record(keys) : null;
    }

    private static Entry record(Map<String, @Nullable Object> keys) {
        StatementRecord statement = RecordParts.statement(keys);
        if (statement != null) {
            return statement;
        }
        return new ChangeRecord(
                Operation.valueOf(RecordParts.text(keys, "action")),
                new EntityRef(RecordParts.text(keys, "entity"), Objects.requireNonNull(keys.get("entityId"))),
                RecordParts.optionalText(keys, "label"),
                RecordParts.actor(keys),
                RecordParts.optionalText(RecordParts.object(keys.get("context")), "reason"),
                RecordParts.changes(keys));
    }
}
