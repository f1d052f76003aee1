package io.audittrail.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoundsTests {

    @Test
    void theFirstOnesWarmUpAndAreForgotten() throws Exception {
        assertThat(Rounds.of(4, new AtomicInteger()::incrementAndGet)).containsExactly(3, 4, 5, 6);
        assertThat(Rounds.of(1, new AtomicInteger()::incrementAndGet)).containsExactly(2);
    }
}
