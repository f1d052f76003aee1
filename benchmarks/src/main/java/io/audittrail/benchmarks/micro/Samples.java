package io.audittrail.benchmarks.micro;

import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.EntityRef;
import io.audittrail.Operation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Records of an entity with twelve attributes, without context. */
final class Samples {

    private static final UUID TX = UUID.fromString("01999f3c-4e7a-7abc-8def-0123456789ab");
    private static final Instant AT = Instant.parse("2026-11-20T22:05:31.123456Z");
    private static final Actor ALICE = Actor.user("alice");

    private Samples() {}

    /** Two of the twelve. */
    static ChangeRecord update() {
        return record(
                Operation.UPDATE,
                List.of(
                        new Change("title", "Title number 1233", "Title number 1234"),
                        new Change("headcount", 1_001_233, 1_001_234)));
    }

    /** All twelve. */
    static ChangeRecord insert() {
        return record(
                Operation.CREATE,
                List.of(
                        created("active", true),
                        created("amount", new BigDecimal("1234.50")),
                        created("endDate", LocalDate.of(2026, 12, 31)),
                        created("headcount", 42),
                        created("owner", "alice"),
                        created("place", "Boulder"),
                        created("ratio", 0.5),
                        created("startDate", LocalDate.of(2026, 1, 1)),
                        created("status", "OPEN"),
                        created("summary", "A short summary"),
                        created("title", "Title of 1234"),
                        created("total", 4_200_000_000L)));
    }

    /** A transaction of so many equal records. */
    static ChangeSet set(ChangeRecord record, int count) {
        return new ChangeSet(TX, AT, "default", Collections.nCopies(count, record), Map.of());
    }

    private static ChangeRecord record(Operation action, List<Change> changes) {
        return new ChangeRecord(action, new EntityRef("Project", 1234L), null, ALICE, null, changes);
    }

    private static Change created(String property, Object value) {
        return new Change(property, null, value);
    }
}
