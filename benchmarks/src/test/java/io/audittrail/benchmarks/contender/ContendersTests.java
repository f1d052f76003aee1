package io.audittrail.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.workload.Workload;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a parent hears of each contender, on H2. */
class ContendersTests {

    private static final Set<Contender> UNAUDITED = EnumSet.of(Contender.NONE);
    private static final Set<Contender> WITHOUT_COLLECTIONS = EnumSet.of(Contender.NONE, Contender.NAIVE);
    private static final Set<Contender> WITHOUT_SQL =
            EnumSet.of(Contender.NONE, Contender.DIRECT, Contender.FSYNC_GROUP, Contender.NAIVE);

    @TempDir
    Path scratch;

    private final JsonMapper json = new JsonMapper();

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"TRIGGER", "TRIGGERS", "NONE_AGAIN"})
    void doesTheWorkAndSaysWhatItTook(Contender contender) throws Exception {
        try (Bench bench = onH2(contender)) {
            Conversation conversation = new Conversation(bench);
            for (Workload workload : Workload.values()) {
                runs(workload, contender, conversation);
            }
        }
    }

    @Test
    void triggersAreOfPostgresOnly() {
        Set<Contender> triggers = EnumSet.of(Contender.TRIGGER, Contender.TRIGGERS);
        assertThat(triggers).noneMatch(Contender::runsOnH2);
        assertThat(EnumSet.complementOf(EnumSet.copyOf(triggers))).allMatch(Contender::runsOnH2);
    }

    @Test
    void noneAndNoneAgainAreTheSame() {
        assertThat(Wiring.of(Contender.NONE_AGAIN)).isEqualTo(Wiring.of(Contender.NONE));
    }

    private void runs(Workload workload, Contender contender, Conversation conversation) throws Exception {
        assertThat(conversation.answer("begin " + workload)).isEqualTo("{\"workload\":\"" + workload + "\"}");
        JsonNode slice = answer(conversation, "slice 20");
        assertThat(slice.get("transactions").asLong()).isPositive();
        assertThat(slice.get("changes").asLong())
                .isEqualTo(slice.get("transactions").asLong() * workload.changes());
        assertThat(slice.get("wallNanos").asLong()).isGreaterThanOrEqualTo(20_000_000);
        assertThat(slice.get("threadCpuNanos").asLong()).isPositive();
        assertThat(slice.get("allocatedBytes").asLong()).isPositive();
        assertThat(slice.has("processCpuNanos")).isTrue();
        assertThat(slice.has("compileMillis")).isTrue();
        assertThat(latencies(slice).getTotalCount())
                .isEqualTo(slice.get("transactions").asLong());

        JsonNode count = answer(conversation, "count 10");
        assertThat(count.get("transactions").asLong()).isEqualTo(10);
        assertThat(count.get("walBytes").isNull()).isTrue();
        statementsAreThose(workload, contender, count);

        JsonNode check = answer(conversation, "check");
        assertThat(check.get("audited").asBoolean())
                .as("%s of %s: %s", workload, contender, check.get("evidence"))
                .isEqualTo(!(workload == Workload.W6 ? WITHOUT_COLLECTIONS : UNAUDITED).contains(contender));

        JsonNode storage = answer(conversation, "storage");
        assertThat(storage.get("changes").asLong())
                .isEqualTo(slice.get("changes").asLong());
        if (UNAUDITED.contains(contender)) {
            assertThat(storage.get("records").asLong()).isZero();
        } else if (workload != Workload.W4 && workload != Workload.W6) { // which make rows, and take elements away
            assertThat(storage.get("records").asLong())
                    .isEqualTo(slice.get("changes").asLong() + (10 + 1L) * workload.changes());
        }
        if (contender == Contender.DIRECT && workload == Workload.W4) { // without the insertions of what was deleted
            assertThat(storage.get("bytes").asDouble() / storage.get("changes").asLong())
                    .isBetween(400.0, 800.0);
        }
    }

    private static void statementsAreThose(Workload workload, Contender contender, JsonNode count) {
        long own = switch (workload) {
            case W1 -> 10;
            case W2, W4 -> 20;
            case W3 -> 1_000;
            default -> 0;
        };
        if (own != 0 && WITHOUT_SQL.contains(contender)) {
            assertThat(count.get("statements").asLong()).isEqualTo(own);
        } else {
            assertThat(count.get("statements").asLong()).isGreaterThan(own);
        }
    }

    private Bench onH2(Contender contender) {
        return new Bench(Application.start(contender, Login.of("h2", "", ""), scratch));
    }

    private JsonNode answer(Conversation conversation, String command) {
        JsonNode answer = json.readTree(conversation.answer(command));
        assertThat(answer.has("error")).as("%s: %s", command, answer).isFalse();
        return answer;
    }

    private static Histogram latencies(JsonNode slice) throws Exception {
        byte[] compressed = Base64.getDecoder().decode(slice.get("latencies").asString());
        return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(compressed), 0);
    }
}
