package io.audittrail.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.benchmarks.log.TemporaryScratch;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToggleScaleTests extends TemporaryScratch {

    @Test
    void quartilesStandBesideTheTimesThatAreCompared() throws Exception {
        ToggleScale toggle = new ToggleScale(false);
        List<String> words = List.of("--workloads", "W2", "--rounds", "4", "--slice", "5");

        assertThat(toggle.measure(Options.parse(words, toggle.options())))
                .containsPattern(
                        "\\| W2 .* \\| [0-9.]+ \\([0-9.]+ – [0-9.]+\\) \\| [0-9.]+ \\([0-9.]+ – [0-9.]+\\) \\|\n");
    }
}
