package io.audittrail.benchmarks.scale;

import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.EntityRef;
import io.audittrail.Operation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Transactions that update two of twelve attributes, round and round. Not thread-safe. */
final class Updates {

    private static final int DIFFERENT = 256;

    private final ChangeSet[] changes;
    private int next;

    /** @param share tells the updates of different threads apart */
    Updates(int share) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS); // An old one would make segments old.
        changes = IntStream.range(0, DIFFERENT)
                .mapToObj(i -> update(share * DIFFERENT + i, now))
                .toArray(ChangeSet[]::new);
    }

    ChangeSet next() {
        ChangeSet set = changes[next];
        next = (next + 1) % DIFFERENT;
        return set;
    }

    /** One transaction with so many of them. */
    ChangeSet next(int count) {
        ChangeSet first = next();
        List<ChangeRecord> records =
                IntStream.range(0, count).mapToObj(Updates::record).toList();
        return new ChangeSet(first.tx(), first.timestamp(), first.unit(), records, Map.of());
    }

    private static ChangeSet update(int number, Instant now) {
        return new ChangeSet(
                new UUID(0x0199_0000_0000_7000L + number, 0x8000_0000_0000_0000L + number),
                now.plusMillis(number),
                "default",
                List.of(record(number)),
                Map.of());
    }

    private static ChangeRecord record(int number) {
        return new ChangeRecord(
                Operation.UPDATE,
                new EntityRef("Project", 1_000_000L + number),
                null,
                Actor.user("alice"),
                null,
                List.of(
                        new Change("title", "Title number " + number, "Title number " + (number + 1_000)),
                        new Change("headcount", 1_000_000 + number, 1_001_000 + number)));
    }
}
