package io.audittrail.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StatisticsTests {

    @Test
    void theMedianIsInTheMiddle() {
        assertThat(Statistics.median(List.of(3.0))).isEqualTo(3);
        assertThat(Statistics.median(List.of(9.0, 1.0, 3.0))).isEqualTo(3);
        assertThat(Statistics.median(List.of(4.0, 1.0, 3.0, 100.0))).isEqualTo(3.5);
    }

    @Test
    void aQuantileIsBetweenItsNeighbours() {
        List<Double> figures = List.of(0.0, 10.0, 20.0, 30.0, 40.0);

        assertThat(Statistics.quantile(figures, 0)).isZero();
        assertThat(Statistics.quantile(figures, 0.25)).isEqualTo(10);
        assertThat(Statistics.quantile(figures, 0.9)).isEqualTo(36);
        assertThat(Statistics.quantile(figures, 1)).isEqualTo(40);
    }

    @Test
    void aPercentileIsATimeThatWasMeasured() {
        Samples samples = new Samples();
        LongStream.rangeClosed(1, 10_000).map(i -> 10_001 - i).forEach(samples::add);

        assertThat(samples.percentile(0)).isEqualTo(1);
        assertThat(samples.percentile(0.5)).isEqualTo(5_000);
        assertThat(samples.percentile(0.99)).isEqualTo(9_900);
        assertThat(samples.percentile(1)).isEqualTo(10_000);
        assertThat(samples.count()).isEqualTo(10_000);
    }

    @Test
    void timesOfSeveralThreadsCountTogether() {
        Samples one = new Samples();
        Samples other = new Samples();
        one.add(5);
        other.add(1);
        other.add(3);

        assertThat(Samples.of(List.of(one, other)).percentile(0.5)).isEqualTo(3);
    }

    @Test
    void ofNothingNothingIsSaid() {
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.median(List.of()));
        assertThatIllegalStateException().isThrownBy(() -> new Samples().percentile(0.5));
    }
}
