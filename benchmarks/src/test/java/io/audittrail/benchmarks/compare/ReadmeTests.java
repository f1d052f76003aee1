package io.audittrail.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's tables are those of the file it names. To write them anew: {@code benchmarks/run readme FILE}. */
class ReadmeTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern FILE = Pattern.compile("\\]\\((benchmarks/results/[^)]*\\.json)\\)");

    @Test
    void theReadmeShowsWhatItsResultsSay() throws IOException, UsageException {
        String readme = Files.readString(ROOT.resolve("README.md"));

        assertThat(readme).contains(ReadmePart.BEGIN, ReadmePart.END);
        Matcher file = FILE.matcher(readme);
        if (file.find()) {
            Path results = ROOT.resolve(file.group(1));
            assertThat(Chart.beside(results)).exists();
            assertThat(new ReadmePart(Results.read(results), file.group(1)).in(readme))
                    .isEqualTo(readme);
        }
    }
}
