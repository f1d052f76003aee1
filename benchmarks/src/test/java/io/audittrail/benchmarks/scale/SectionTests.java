package io.audittrail.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SectionTests {

    private static final String DOCUMENT = """
            Before.
            <!-- scale:log -->
            old
            <!-- /scale:log -->
            <!-- scale:start -->
            other
            <!-- /scale:start -->
            """;

    @Test
    void onlyItsOwnPartIsReplaced() {
        assertThat(Section.of(DOCUMENT, "log").replacedBy("new\n")).isEqualTo("""
                        Before.
                        <!-- scale:log -->

                        new

                        <!-- /scale:log -->
                        <!-- scale:start -->
                        other
                        <!-- /scale:start -->
                        """);
    }

    @Test
    void replacingTwiceIsReplacingOnce() {
        String once = Section.of(DOCUMENT, "start").replacedBy("new");

        assertThat(Section.of(once, "start").replacedBy("new")).isEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<!-- scale:log -->\n", "<!-- /scale:log -->\n<!-- scale:log -->\n"})
    void aDocumentWithoutThePartIsRefused(String document) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Section.of(document, "log"))
                .withMessageContaining("<!-- scale:log -->");
    }

    @ParameterizedTest
    @CsvSource({
        "performance, toggle",
        "performance, toggle-postgres",
        "scale, transaction",
        "scale, threads",
        "scale, log",
        "scale, start",
        "scale, guaranteed"
    })
    void theDocumentHasAPartForEachMeasurement(String file, String name) throws IOException {
        String document = Files.readString(Path.of("..", "docs", file + ".md"));

        assertThat(Section.of(document, name).after()).isNotEmpty();
    }
}
