package io.audittrail.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTests {

    @Test
    void figuresStandAtTheRight() {
        Table table = new Table("Threads", "records/s");
        table.row("1", "500,000");
        table.row("2", "900,000");

        assertThat(table).hasToString("""
                        | Threads | records/s |
                        |---|--:|
                        | 1 | 500,000 |
                        | 2 | 900,000 |
                        """);
    }

    @Test
    void aRowThatDoesNotFitIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Table("a", "b").row("1"));
    }

    @Test
    void quartilesStandBesideTheMiddle() {
        assertThat(Table.spread(List.of(1.1, 1.0, 1.4, 1.2, 1.3))).isEqualTo("1.20 (1.10 – 1.30)");
    }

    @Test
    void figuresHaveThreeDigitsThatMatter() {
        assertThat(Table.figure(0)).isEqualTo("0");
        assertThat(Table.figure(0.1234)).isEqualTo("0.12");
        assertThat(Table.figure(1.996)).isEqualTo("2.00");
        assertThat(Table.figure(9.996)).isEqualTo("10.0");
        assertThat(Table.figure(12.34)).isEqualTo("12.3");
        assertThat(Table.figure(99.96)).isEqualTo("100");
        assertThat(Table.figure(1234.5)).isEqualTo("1,235");
        assertThat(Table.figure(-3.21)).isEqualTo("-3.21");
        assertThat(Table.figure(-0.001)).isEqualTo("0.00");
        assertThat(Table.count(1_234_567)).isEqualTo("1,234,567");
    }
}
