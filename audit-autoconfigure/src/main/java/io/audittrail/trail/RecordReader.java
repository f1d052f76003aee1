package io.audittrail.trail;

import io.audittrail.AuditRecord;
import io.audittrail.Change;
import io.audittrail.Operation;
import io.audittrail.line.Json;
import io.audittrail.line.RecordParts;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Makes records of lines. */
final class RecordReader {

    /** What a line is. */
    sealed interface Line {}

    record Found(AuditRecord record) implements Line {}

    /** In which the ledger speaks of itself. */
    record Control() implements Line {}

    /** What somebody has broken, or no log has written. */
    record Broken(String why) implements Line {}

    private RecordReader() {}

    static Line read(byte[] bytes, int from, int to) {
        return read(bytes, from, to, line -> number(line, "seq"));
    }

    /** A line that has no seal, and a number of another kind. */
    static Line read(byte[] bytes, long number) {
        return read(bytes, 0, bytes.length, line -> number);
    }

    private static Line read(byte[] bytes, int from, int to, ToLongFunction<Map<String, @Nullable Object>> seq) {
        try {
            Map<String, @Nullable Object> line = Json.object(bytes, from, to);
            return line.containsKey("control")
                    ? new Control()
                    : new Found(record(line, seq.applyAsLong(line), bytes, from, to));
        } catch (ParseException | DateTimeException | IllegalArgumentException | ArithmeticException e) {
            return new Broken(String.valueOf(e.getMessage()));
        }
    }

    private static AuditRecord record(Map<String, @Nullable Object> line, long seq, byte[] bytes, int from, int to) {
        return new AuditRecord(
                Instant.parse(RecordParts.text(line, "@timestamp")),
                RecordParts.text(line, "stream"),
                seq,
                RecordParts.text(line, "tx"),
                Math.toIntExact(number(line, "n")),
                Math.toIntExact(number(line, "of")),
                RecordParts.optionalText(line, "unit"),
                RecordParts.actor(line),
                Operation.valueOf(RecordParts.text(line, "action")),
                RecordParts.optionalText(line, "entity"),
                line.get("entityId"),
                RecordParts.optionalText(line, "label"),
                RecordParts.changes(line),
                RecordParts.statement(line),
                RecordParts.object(line.get("context")),
                "unknown".equals(line.get("outcome")),
                Boolean.TRUE.equals(line.get("redelivered")),
                new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    /** The same record, shown in another way. */
    static AuditRecord with(AuditRecord record, @Nullable Object entityId, List<Change> changes, String json) {
        return new AuditRecord(
                record.at(),
                record.stream(),
                record.seq(),
                record.tx(),
                record.n(),
                record.of(),
                record.unit(),
                record.actor(),
                record.action(),
                record.entity(),
                entityId,
                record.label(),
                changes,
                record.statement(),
                record.context(),
                record.outcomeUnknown(),
                record.redelivered(),
                json);
    }

    private static long number(Map<String, @Nullable Object> line, String key) {
        if (line.get(key) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException(key + " is no whole number");
    }
}
