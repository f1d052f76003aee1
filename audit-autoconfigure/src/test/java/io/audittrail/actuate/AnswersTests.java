package io.audittrail.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.AuditPage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswersTests {

    private final Map<String, String> headers = new HashMap<>();

    private final Exchange exchange = new Exchange() {
        @Override
        public Map<String, String[]> parameters() {
            return Map.of();
        }

        @Override
        public String path() {
            return "/";
        }

        @Override
        public void header(String name, String value) {
            headers.put(name, value);
        }
    };

    @Test
    void notesOfLinesStandInAHeaderAsFarAsThereIsRoom() {
        List<String> notes =
                IntStream.range(0, 100).mapToObj(i -> i + " Jörg\n".repeat(20)).toList();
        Answers.lines(new AuditPage(List.of(), null, List.of(), false, notes), exchange);
        assertThat(Objects.requireNonNull(headers.get("Audit-Notes")))
                .startsWith("[\"0 J\\u00f6rg\\u000a")
                .endsWith("\"]")
                .hasSizeBetween(1_000, 2_200)
                .matches("[ -~]+");
        assertThat(headers).containsEntry("Audit-Complete", "false").doesNotContainKey("Audit-Next");
    }

    @Test
    void thePageOfAnEntityIsTwoStepsUp() {
        assertThat(Answers.pageAddress("/a/b/audittrail/Project/1", Map.of("id", new String[] {"1&x=\"\r\n"})))
                .isEqualTo("../../audittrail?id=1%26x%3D%22%0D%0A");
    }
}
