package io.audittrail.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Actor;
import io.audittrail.AuditGap;
import io.audittrail.AuditPage;
import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.AuditTrail;
import io.audittrail.Change;
import io.audittrail.EntityState;
import io.audittrail.Operation;
import io.audittrail.database.UnitDatabases;
import io.audittrail.tables.AuditTables;
import io.audittrail.tables.EntityTables;
import io.audittrail.tables.TableNames;
import io.audittrail.trail.TypeNames;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How much of a log is read, which may be far longer than the range. */
class ComparedRangeTests {

    private static final TableNames TABLES = new TableNames(null, "audit_transaction", "audit_activity");
    private static final Instant FROM = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-20T13:00:00Z");

    private final List<AuditQuery> asked = new ArrayList<>();
    private int read;

    /** One record a second, from the hour before the range on, for ever. */
    private final AuditTrail log = new AuditTrail() {
        @Override
        public Stream<AuditRecord> stream(AuditQuery query) {
            asked.add(query);
            return Stream.iterate(FROM.minus(Duration.ofHours(1)), at -> at.plusSeconds(1))
                    .filter(at -> query.from() == null || !at.isBefore(query.from()))
                    .takeWhile(at -> query.to() == null || !at.isAfter(query.to()))
                    .peek(at -> read++)
                    .map(ComparedRangeTests::record);
        }

        @Override
        public AuditPage find(AuditQuery query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public EntityState stateAt(String type, Object id, Instant at) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Change> diff(String type, Object id, Instant from, Instant to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<AuditGap> gaps() {
            throw new UnsupportedOperationException();
        }
    };

    private static AuditRecord record(Instant at) {
        return new AuditRecord(
                at,
                "test",
                1,
                UUID.randomUUID().toString(),
                1,
                1,
                "sam",
                Actor.SYSTEM,
                Operation.CREATE,
                "Task",
                1,
                null,
                List.of(),
                null,
                Map.of(),
                false,
                false,
                "{}");
    }

    @Test
    void theLogIsReadFromAMinuteBeforeTheRangeAndLittleBeyondItWhereNothingIsWaitedFor() throws IOException {
        UnitDatabases none = new UnitDatabases(AuditTables.called(TABLES));

        new Comparison(log, none, TABLES, new EntityTables(), TypeNames.AS_THEY_ARE, FROM, TO).run();

        assertThat(asked).singleElement().satisfies(query -> {
            assertThat(query.isOldestFirst()).isTrue();
            assertThat(query.from()).isEqualTo(FROM.minus(Duration.ofMinutes(1)));
            assertThat(query.to()).isEqualTo(TO.plus(Duration.ofHours(1)));
        });
        assertThat(Duration.ofSeconds(read)).isBetween(Duration.ofMinutes(62), Duration.ofMinutes(66));
    }
}
