package io.audittrail.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.postgres.SchemaDifference.Step;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchemaDifferenceTests {

    @Test
    void aSummaryTellsAllOfLittle() {
        assertThat(of(2).summary()).isEqualTo("Number 1 differs; Number 2 differs");
        assertThat(of(20).summary()).endsWith("; Number 20 differs");
    }

    @Test
    void aSummaryTellsTheBeginningOfMuchAndHowMuchMoreThereIs() {
        assertThat(of(323).summary())
                .startsWith("Number 1 differs; Number 2 differs")
                .endsWith("; Number 20 differs; and 303 more, which AuditSchema.diff tells");
    }

    @Test
    void tablesComeFirst() {
        SchemaDifference difference = new SchemaDifference(
                "sam",
                List.of(
                        new Step("A function differs.", null, "apply", "undo"),
                        new Step("A table differs.", "public.project", "apply", "undo")));

        assertThat(difference.summary()).isEqualTo("A table differs; A function differs");
    }

    private static SchemaDifference of(int steps) {
        List<Step> differing = IntStream.rangeClosed(1, steps)
                .mapToObj(number -> new Step("Number " + number + " differs.", null, "apply", "undo"))
                .toList();
        return new SchemaDifference("sam", differing);
    }
}
