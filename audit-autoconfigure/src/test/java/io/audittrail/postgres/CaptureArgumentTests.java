package io.audittrail.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaptureArgumentTests {

    /** Of one JVM as of the next: another order would be a difference, and another migration. */
    @Test
    void theSameTableIsAlwaysToldInTheSameWords() {
        Relation task = new Relation(1, "public", "task", "r", false, List.of(), List.of(), List.of("id"), List.of());
        TriggeredTable table = new TriggeredTable(
                task, task, Mapped.table(null, "task", Map.of("id", "id")), List.of("id"), false, false, null);

        assertThat(CaptureArgument.of(
                        new TriggerOwner("sam", "allocations"),
                        table,
                        new HiddenWords(List.of("pin")),
                        List.of(),
                        false))
                .isEqualTo(
                        "{\"unit\":\"sam\",\"application\":\"allocations\",\"schema\":\"public\",\"table\":\"task\",\"entity\":\"Project\","
                                + "\"key\":[\"id\"],\"id\":{\"id\":\"id\"},\"single\":\"id\",\"label\":null,\"without\":[],\"masked\":[],\"known\":[],"
                                + "\"shown\":[],\"hidden\":{\"hint\":\"pin\",\"words\":\" (pins?) \"},\"session\":[]}");
    }
}
