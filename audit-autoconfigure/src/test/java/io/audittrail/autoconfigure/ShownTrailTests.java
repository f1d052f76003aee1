package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.AuditGap;
import io.audittrail.AuditPage;
import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.AuditTrail;
import io.audittrail.Change;
import io.audittrail.EntityState;
import io.audittrail.trail.FileAuditTrail;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShownTrailTests {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    /** What a trail may say that has asked ours. */
    private static final class Decorated implements AuditTrail {

        private final Map<String, @Nullable Object> properties;

        Decorated(Map<String, @Nullable Object> properties) {
            this.properties = properties;
        }

        @Override
        public AuditPage find(AuditQuery query) {
            return new AuditPage(List.of(), "next", List.of(), true, List.of());
        }

        @Override
        public Stream<AuditRecord> stream(AuditQuery query) {
            return Stream.empty();
        }

        @Override
        public EntityState stateAt(String type, Object id, Instant at) {
            EntityState.Unseen unseen = new EntityState.Unseen(new Change("day", LocalDate.MIN, Year.of(7)), AT, AT);
            return new EntityState(
                    type, id, at, EntityState.Existence.EXISTED, properties, List.of(unseen), 1, List.of("a note"));
        }

        @Override
        public List<Change> diff(String type, Object id, Instant from, Instant to) {
            return List.of(new Change("day", DayOfWeek.MONDAY, null));
        }

        @Override
        public List<AuditGap> gaps() {
            return List.of();
        }
    }

    @Test
    void ourOwnHasValuesAsLinesHaveThem() {
        AuditTrail own = new FileAuditTrail(Path.of("nowhere"));
        assertThat(ShownTrail.of(own)).isNotInstanceOf(ShownTrail.class).isNotSameAs(own);
    }

    @Test
    void valuesOfAnotherBecomeWhatLinesWouldHave() {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put("none", null);
        properties.put("number", 5);
        properties.put("amount", new BigDecimal("1.50"));
        properties.put("year", Year.of(2026));
        properties.put("weekday", DayOfWeek.MONDAY);
        properties.put("parts", Map.of("id", new UUID(1, 2)));
        properties.put("days", List.of(LocalDate.of(2026, 11, 22)));
        properties.put("places", new int[] {1, 2});
        properties.put("many", Collections.nCopies(20_000, 1L));
        AuditTrail shown = ShownTrail.of(new Decorated(properties));

        EntityState state = shown.stateAt("Project", "1", AT);
        assertThat(state.properties())
                .containsEntry("none", null)
                .containsEntry("number", 5L)
                .containsEntry("amount", new BigDecimal("1.50"))
                .containsEntry("year", "2026")
                .containsEntry("weekday", "MONDAY")
                .containsEntry("parts", Map.of("id", new UUID(1, 2).toString()))
                .containsEntry("days", List.of("2026-11-22"))
                .containsEntry("places", List.of(1L, 2L))
                .containsEntry("many", Collections.nCopies(20_000, 1L));
        assertThat(state.changedUnseen())
                .extracting(EntityState.Unseen::change)
                .containsExactly(new Change("day", "-999999999-01-01", "7"));
        assertThat(state.moreUnseen()).isEqualTo(1);
        assertThat(state.notes()).containsExactly("a note");
        assertThat(shown.diff("Project", "1", AT, AT)).containsExactly(new Change("day", "MONDAY", null));
        assertThat(shown.find(AuditQuery.all()).next()).isEqualTo("next");
    }
}
