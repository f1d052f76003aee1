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
    void countsHaveCommasBetweenThousands() {
        assertThat(Table.count(1_234_567)).isEqualTo("1,234,567");
    }
}
