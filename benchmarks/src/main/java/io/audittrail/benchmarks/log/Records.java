package io.audittrail.benchmarks.log;

import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.EntityRef;
import io.audittrail.Operation;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** Records of an entity with twelve attributes. */
public final class Records {

    /** All twelve, in mapping order. */
    public static final List<String> PROPERTIES = List.of(
            "active",
            "amount",
            "endDate",
            "headcount",
            "owner",
            "place",
            "ratio",
            "startDate",
            "status",
            "summary",
            "title",
            "total");

    private static final Actor ALICE = Actor.user("alice");

    private Records() {}

    /** Two of the twelve. */
    public static ChangeRecord update(int number) {
        return record(
                Operation.UPDATE,
                number,
                List.of(
                        new Change("title", "Title number " + number, "Title number " + (number + 1_000)),
                        new Change("headcount", 1_000_000 + number, 1_001_000 + number)));
    }

    /** All twelve. */
    public static ChangeRecord insert(int number) {
        return record(
                Operation.CREATE,
                number,
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
                        created("title", "Title of " + number),
                        created("total", 4_200_000_000L)));
    }

    private static ChangeRecord record(Operation action, int number, List<Change> changes) {
        return new ChangeRecord(action, new EntityRef("Project", 1_000_000L + number), null, ALICE, null, changes);
    }

    private static Change created(String property, Object value) {
        return new Change(property, null, value);
    }
}
