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
                waiting.remove(entry -> {});
            }
        } finally {
            done.set(true);
        }
        refused.join();
        assertThat(waiting.bytes()).isZero();
    }

    private static Lines lines(String text) {
        Lines lines = new Lines(64);
        new LineEncoder("sam").control(Instant.EPOCH, "some", Map.of("text", text), lines);
        return lines;
    }
}
