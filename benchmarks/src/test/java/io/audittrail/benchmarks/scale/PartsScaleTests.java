package io.audittrail.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.audittrail.Operation;
import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.log.TemporaryScratch;
import io.audittrail.benchmarks.scale.Sides.Side;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartsScaleTests extends TemporaryScratch {

    private static final String CPU = " \\| -?[0-9.,]+ µs";

    @ParameterizedTest
    @CsvSource({
        "JDBC, W5 two threads, 0",
        "JDBC, one row changed, 0",
        "AUDITED, update by a stateless session, 1",
        "OMIT, update by a stateless session, 0",
        "READS, load, 0"
    })
    void aPartHasItsCostsAndTheStatementsThatWereCounted(Setting setting, String title, int statements)
            throws Exception {
        PartsScale parts = new PartsScale(false);
        String words = "--settings,%s,--only,%s,--starts,1,--rounds,2,--slice,2,--slice-of-threads,5";
        List<String> all = List.of(words.formatted(setting, title).split(","));

        assertThat(parts.measure(Options.parse(all, parts.options())))
                .contains("| For each transaction, " + setting.title() + " |")
                .containsPattern(
                        "\n\\| [^|]*" + title + "[^|]*" + CPU + CPU + CPU + " \\| [^|]+ \\| " + statements + " \\|");
    }

    @Test
    void whatWasNotRecordedAsItShouldHaveBeenIsNoFigure() throws Exception {
        Part wrong = new Part("a load", 1, Tasks::load, Map.of(), Map.of(Operation.UPDATE, Part.TRANSACTIONS));

        try (Sides sides = Sides.start(Setting.READS, List.of(Side.WITH), Login.h2(), Application::audited)) {
            Task task = sides.begin(wrong, Side.WITH).get(0);

            assertThatIllegalStateException()
                    .isThrownBy(() -> sides.check(wrong, Side.WITH, task))
                    .withMessageContaining("{UPDATE=10}, and has {READ=10}");
        }
    }
}
