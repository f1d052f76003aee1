package io.audittrail.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.benchmarks.log.Scratch;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToggleScaleTests {

    @TempDir
    private Path parent;

    @BeforeEach
    void choose() {
        System.setProperty(Scratch.PARENT, parent.toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty(Scratch.PARENT);
    }

    @Test
    void quartilesStandBesideTheTimesThatAreCompared() throws Exception {
        ToggleScale toggle = new ToggleScale(false);
        List<String> words = List.of("--workloads", "W2", "--rounds", "4", "--slice", "5");

        assertThat(toggle.measure(Options.parse(words, toggle.options())))
                .containsPattern(
                        "\\| W2 .* \\| [0-9.]+ \\([0-9.]+ – [0-9.]+\\) \\| [0-9.]+ \\([0-9.]+ – [0-9.]+\\) \\|\n");
    }
}
