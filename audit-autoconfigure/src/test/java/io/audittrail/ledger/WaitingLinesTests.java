package io.audittrail.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.line.LineEncoder;
import io.audittrail.line.Lines;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WaitingLinesTests {

    private final WaitingLines waiting = new WaitingLines(1_000);

    @Test
    void oneThatDoesNotFitTakesNobodysRoom() {
        Lines giant = lines("x".repeat(2_000));
        Lines small = lines("x");
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> refused = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                assertThat(waiting.offer(giant)).isFalse();
            }
        });
        try {
            for (int i = 0; i < 200_000; i++) {
                assertThat(waiting.offer(small)).isTrue();
                assertThat(waiting.remove(waiting.entries().iterator().next())).isTrue();
            }
        } finally {
            done.set(true);
        }
        refused.join();
        assertThat(waiting.bytes()).isZero();
    }

    /** Whoever hangs has the lines in his hands: what is lost meanwhile is somebody else's. */
    @Test
    void whatIsLostWhileItIsBeingWrittenTakesNobodyElseAlong() {
        WaitingLines.Entry hanging = waiting.handOver(new Lines(16));
        assertThat(waiting.remove(hanging)).isTrue();
        WaitingLines.Entry later = waiting.handOver(new Lines(16));

        assertThat(waiting.remove(hanging)).isFalse();
        assertThat(waiting.entries()).containsExactly(later);
        assertThat(waiting.transactions()).isEqualTo(1);
    }

    private static Lines lines(String text) {
        Lines lines = new Lines(64);
        new LineEncoder("sam").control(Instant.EPOCH, "some", Map.of("text", text), lines);
        return lines;
    }
}
