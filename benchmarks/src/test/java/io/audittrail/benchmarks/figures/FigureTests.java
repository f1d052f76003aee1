package io.audittrail.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTests {

    @Test
    void figuresHaveThreeDigitsThatMatter() {
        assertThat(List.of(0.1234, 1.04, 1.996, 9.996, 12.34, 99.96, 1234.4, 1234.5, -3.21, -12.34, -0.001))
                .extracting(Figure::of)
                .containsExactly(
                        "0.12", "1.04", "2.00", "10.0", "12.3", "100", "1,234", "1,235", "-3.21", "-12.3", "0.00");
    }

    @Test
    void whatIsWholeHasNoMore() {
        assertThat(List.of(0.0, -0.0, 1.0, -2.0, 1_000.0))
                .extracting(Figure::of)
                .containsExactly("0", "0", "1", "-2", "1,000");
    }
}
