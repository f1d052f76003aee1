package io.audittrail.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTests {

    private static final Map<String, String> DEFAULTS = Map.of("rounds", "15", "threads", "1,2", "gigabytes", "0.5");

    @Test
    void whatIsNotGivenHasItsDefault() {
        Options options = Options.parse(List.of("--rounds", "3"), DEFAULTS);

        assertThat(options.number("rounds")).isEqualTo(3);
        assertThat(options.numbers("threads")).containsExactly(1, 2);
        assertThat(options.decimal("gigabytes")).isEqualTo(0.5);
    }

    @Test
    void whatNobodyKnowsIsRefusedByName() {
        for (String word : List.of("--round", "rounds", "--")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Options.parse(List.of(word, "3"), DEFAULTS))
                    .withMessageContaining("'" + word + "'")
                    .withMessageContaining("--rounds");
        }
    }

    @Test
    void anOptionWithoutItsValueIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(List.of("--rounds"), DEFAULTS))
                .withMessageContaining("--rounds needs a value");
    }

    @Test
    void whatIsNoNumberIsRefusedByName() {
        Options options = Options.parse(List.of("--rounds", "many", "--threads", "1,,2", "--gigabytes", "x"), DEFAULTS);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.number("rounds"))
                .withMessageContaining("--rounds")
                .withMessageContaining("many");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.numbers("threads"))
                .withMessageContaining("--threads");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.decimal("gigabytes"))
                .withMessageContaining("--gigabytes");
    }
}
