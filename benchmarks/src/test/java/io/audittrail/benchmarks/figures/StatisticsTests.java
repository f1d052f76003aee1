package io.audittrail.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
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
    void ofNothingNothingIsSaid() {
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.median(List.of()));
    }
}
