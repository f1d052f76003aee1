package io.audittrail.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnsTests {

    private static final int ROUNDS = 60;

    @Test
    void allHaveTheirTurnInEachRound() {
        Turns<String> turns = new Turns<>(List.of("a", "b", "c"));

        for (int i = 0; i < ROUNDS; i++) {
            assertThat(turns.next()).containsExactlyInAnyOrder("a", "b", "c");
        }
    }

    @Test
    void nobodyIsLastMuchMoreOftenThanTheOthers() {
        List<String> all = List.of("a", "b", "c", "d");
        Turns<String> turns = new Turns<>(all);

        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < ROUNDS; i++) {
            last.merge(turns.next().get(all.size() - 1), 1, Integer::sum);
        }

        assertThat(last).containsOnlyKeys(all);
        assertThat(last.values()).allMatch(times -> times < ROUNDS / 2);
    }
}
