package io.audittrail.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimesTests {

    @Test
    void aPercentileIsATimeThatWasMeasured() {
        Times times = new Times();
        LongStream.rangeClosed(1, 10_000).map(i -> 10_001 - i).forEach(times::add);

        assertThat(times.percentile(0)).isEqualTo(1);
        assertThat(times.percentile(0.5)).isEqualTo(5_000);
        assertThat(times.percentile(0.99)).isEqualTo(9_900);
        assertThat(times.percentile(1)).isEqualTo(10_000);
        assertThat(times.count()).isEqualTo(10_000);
    }

    @Test
    void timesOfSeveralThreadsCountTogether() {
        Times one = new Times();
        Times other = new Times();
        one.add(5);
        other.add(1);
        other.add(3);

        assertThat(Times.of(List.of(one, other)).percentile(0.5)).isEqualTo(3);
    }

    @Test
    void ofNothingNothingIsSaid() {
        assertThatIllegalStateException().isThrownBy(() -> new Times().percentile(0.5));
    }
}
