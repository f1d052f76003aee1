package io.audittrail.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.Elements;
import io.audittrail.EntityRef;
import io.audittrail.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an update left as it was, after several changes of one entity. */
class UnchangedTests {

    private static final List<String> ORDER = List.of("title", "amount", "tags", "note");

    private final ChangeBuffer buffer = new ChangeBuffer();

    @Test
    void itIsWhatTheFirstFoundButForTheNetChanges() {
        buffer.add(update(Map.of("amount", 1, "note", "x"), new Change("title", "A", "B")), ORDER);
        buffer.add(update(Map.of("title", "B", "note", "x"), new Change("amount", 1, 2)), ORDER);

        assertThat(unchanged()).isEqualTo(Map.of("note", "x"));
    }

    @Test
    void whatReturnedToItsStartIsAmongItInItsPlace() {
        buffer.add(update(Map.of("amount", 1, "note", "x"), new Change("title", "A", "B")), ORDER);
        buffer.add(update(Map.of("note", "x"), new Change("title", "B", "A"), new Change("amount", 1, 2)), ORDER);

        assertThat(unchanged()).isEqualTo(Map.of("title", "A", "note", "x"));
        assertThat(unchanged().keySet()).containsExactly("title", "note");
    }

    @Test
    void ofACollectionItIsNotTold() {
        buffer.add(update(Map.of("title", "A"), new Change("tags", Elements.of(List.of("a"), List.of()))), ORDER);
        buffer.add(
                update(
                        Map.of("title", "A"),
                        new Change("tags", Elements.of(List.of(), List.of("a"))),
                        new Change("note", 1, 2)),
                ORDER);

        assertThat(unchanged()).isEqualTo(Map.of("title", "A"));
    }

    @Test
    void whatIsDeletedAndCreatedAgainLeavesWhatIsTheSame() {
        buffer.add(
                record(Operation.DELETE, Map.of(), new Change("title", "A", null), new Change("note", "x", null)),
                ORDER);
        buffer.add(
                record(Operation.CREATE, Map.of(), new Change("title", null, "B"), new Change("note", null, "x")),
                ORDER);

        assertThat(unchanged()).isEqualTo(Map.of("note", "x"));
    }

    @Test
    void aCreationHasNone() {
        buffer.add(record(Operation.CREATE, Map.of(), new Change("title", null, "A")), ORDER);
        buffer.add(update(Map.of("note", "x"), new Change("title", "A", "B")), ORDER);

        assertThat(unchanged()).isEmpty();
    }

    @Test
    void nobodyIsToldWhoDidNotAsk() {
        buffer.add(update(null, new Change("title", "A", "B")), ORDER);
        buffer.add(update(null, new Change("note", 1, 2)), ORDER);

        assertThat(((ChangeRecord) buffer.take().get(0)).unchanged()).isNull();
    }

    private Map<String, @Nullable Object> unchanged() {
        ChangeRecord record = (ChangeRecord) buffer.take().get(0);
        buffer.add(record, ORDER); // So that it can be asked again.
        return Objects.requireNonNull(record.unchanged());
    }

    private static ChangeRecord update(@Nullable Map<String, @Nullable Object> unchanged, Change... changes) {
        return record(Operation.UPDATE, unchanged, changes);
    }

    private static ChangeRecord record(
            Operation action, @Nullable Map<String, @Nullable Object> unchanged, Change... changes) {
        return new ChangeRecord(
                action,
                new EntityRef("Project", 1L),
                null,
                Actor.user("alice"),
                null,
                Arrays.asList(changes),
                unchanged);
    }
}
