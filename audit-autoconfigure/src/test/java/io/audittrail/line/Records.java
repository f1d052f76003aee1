package io.audittrail.line;

import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.EntityRef;
import io.audittrail.Entry;
import io.audittrail.Operation;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Records for tests, and the lines that come of them. */
public final class Records {

    public static final UUID TX = UUID.fromString("01999f3c-4e7a-7abc-8def-0123456789ab");
    public static final Instant AT = Instant.parse("2026-11-20T22:05:31.123456Z");

    private Records() {}

    /** The example of the design: bob renames a project. */
    public static ChangeSet example() {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("request", "PUT /projects/NCAR0001");
        context.put("ip", "192.0.2.7");
        context.put("traceId", "4bf92f3577b34da6a3ce929d0e0e4736");
        return new ChangeSet(
                TX,
                AT,
                "sam",
                List.of(new ChangeRecord(
                        Operation.UPDATE,
                        new EntityRef("Project", 1234L),
                        "NCAR0001",
                        Actor.user("bob"),
                        "ticket 123",
                        List.of(new Change("title", "Old", "New")))),
                context);
    }

    /** Of the entity that a record tells of. */
    public static Object idOf(Entry record) {
        return ((ChangeRecord) record).entity().id();
    }

    public static ChangeSet set(Entry... records) {
        return new ChangeSet(TX, AT, "sam", List.of(records), Map.of());
    }

    public static ChangeRecord update(Object id, Change... changes) {
        return new ChangeRecord(
                Operation.UPDATE, new EntityRef("Project", id), null, Actor.user("bob"), null, Arrays.asList(changes));
    }

    /** Lines as they go to the file, sealed from the start of the stream on, without newlines. */
    public static List<String> sealed(String stream, ChangeSet... sets) {
        LineBuffer out = new LineBuffer(16);
        Chain chain = Chain.genesis(stream);
        LineEncoder encoder = new LineEncoder(stream);
        for (ChangeSet set : sets) {
            Lines lines = new Lines(16);
            encoder.encode(set, lines);
            for (int i = 0; i < lines.count(); i++) {
                int start = out.length();
                out.append(lines.buffer().array(), lines.start(i), lines.end(i));
                chain.seal(out, start);
            }
        }
        return out.toString().lines().toList();
    }
}
