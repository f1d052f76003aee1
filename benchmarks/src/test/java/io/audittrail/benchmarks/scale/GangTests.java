package io.audittrail.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GangTests {

    @Test
    void whoMeasuresLooksAtTheClockEachTime() throws Exception {
        Gang.Slice slice = Gang.run(2, Duration.ZERO, i -> () -> 100L + i);

        assertThat(slice.times()).isEqualTo(2);
        assertThat(slice.latencies().percentile(1)).isEqualTo(101);
    }
}
