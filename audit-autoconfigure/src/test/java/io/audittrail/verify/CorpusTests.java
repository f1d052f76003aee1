package io.audittrail.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.line.Json;
import io.audittrail.segment.ForwardLines;
import io.audittrail.segment.SegmentDirectory;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was written once is read by every later build. See the README beside the files. */
class CorpusTests {

    private static final Path V1 = Path.of("src/test/resources/corpus/v1");
    private static final Path WHOLE = V1.resolve("whole");

    @Test
    void everyLineAndCheckpointVerifies() throws IOException {
        PublicKey key = KeyFile.read(V1.resolve("public-key.pem"));

        Verification found = Verifier.ofChain()
                .withCheckpoints(V1.resolve("checkpoints.jsonl"), key)
                .directory(WHOLE);

        assertThat(found.damages()).isEmpty();
        assertThat(found.streams())
                .containsExactly(
                        new StreamVerification(
                                "corpus",
                                32,
                                1,
                                32,
                                "3b13b61a05712efa85f0ee5d97b8863cc62f9422c1c39843bd2c32b8d6c42d86",
                                313_557,
                                false,
                                3,
                                0,
                                List.of(),
                                0),
                        new StreamVerification(
                                "corpus_removed-2",
                                4,
                                6,
                                9,
                                "a2d07781f90b1f0c5ea5e8c8bf7c052c6a69ee9a2638548e19765888891b0628",
                                1_485,
                                true,
                                2,
                                1,
                                List.of(),
                                0));
    }

    @Test
    void unsignedCheckpointsFitToo() throws IOException {
        Verification found = Verifier.ofChain()
                .withCheckpoints(V1.resolve("checkpoints-unsigned.jsonl"))
                .directory(WHOLE);

        assertThat(found.damages()).isEmpty();
        assertThat(found.streams()).extracting(StreamVerification::checkpoints).containsExactly(3L, 2L);
    }

    @Test
    void aBrokenChainIsSaidAndGoneOnBehind() throws IOException {
        Verification found = Verifier.ofChain().directory(V1.resolve("broken"));

        assertThat(found.damages()).extracting(Damage::kind).containsExactly(Damage.Kind.CHAIN_BROKEN);
        assertThat(found.streams()).extracting(StreamVerification::lastSeq).containsExactly(45L);
    }

    @Test
    void everyLineIsJsonForOurReaderAndForOthers() throws IOException, ParseException {
        JsonMapper jackson = JsonMapper.shared();
        int lines = 0;
        for (byte[] line : lines()) {
            Map<String, ?> ours = Json.object(line, 0, line.length);
            JsonNode theirs = jackson.readTree(line);
            assertThat(ours.keySet()).containsExactlyElementsOf(theirs.propertyNames());
            assertThat(ours.get("seq")).isEqualTo(theirs.path("seq").longValue());
            lines++;
        }
        assertThat(lines).isEqualTo(32);
    }

    @Test
    void controlLinesAreOfEveryKind() throws IOException, ParseException {
        List<Object> controls = new ArrayList<>();
        for (byte[] line : lines()) {
            Map<String, ?> object = Json.object(line, 0, line.length);
            if (object.containsKey("control")) {
                controls.add(object.get("control"));
            }
        }
        assertThat(controls)
                .containsExactly(
                        "segment-opened",
                        "started",
                        "segment-opened",
                        "segment-opened",
                        "policy-changed",
                        "suspended",
                        "resumed",
                        "tail-repaired",
                        "segment-removed",
                        "log-read",
                        "paused",
                        "segment-opened",
                        "stopped");
    }

    @Test
    void valuesReadAsTheyWereWritten() throws IOException, ParseException {
        byte[] line = lines().get(9);
        Map<?, ?> changes = (Map<?, ?>)
                Objects.requireNonNull(Json.object(line, 0, line.length).get("changes"));

        assertThat(changes).hasSize(34);
        assertThat(changes.get("value3")).isEqualTo(change("new", "a\"b\\c/d\b\f\n\r\t\u0000\u001b\u007f\u0085"));
        assertThat(changes.get("value4")).isEqualTo(change("old", "Grüße, 日本語, \ud83d\ude00"));
        assertThat(changes.get("value5"))
                .isEqualTo(change("new", "\u2028\u2029\u202e\u2066\u200f\u061c \ud800 \udc00"));
        assertThat(changes.get("value9")).isEqualTo(change("new", Long.MAX_VALUE));
        assertThat(changes.get("value14")).isEqualTo(change("old", new BigDecimal("1.500")));
        assertThat(changes.get("value16")).isEqualTo(change("old", new BigDecimal("1E+1000000000")));
        assertThat(changes.get("value17")).isEqualTo(change("new", new BigDecimal("123456789012345678901234567890")));
        assertThat(changes.get("value21")).isEqualTo(change("new", "NaN"));
        assertThat(changes.get("value28")).isEqualTo(change("old", "[masked]"));
        assertThat(changes.get("value29")).isEqualTo(change("new", Map.of("error", "java.lang.IllegalStateException")));
    }

    @Test
    void flagsStandBeforeTheSeal() throws IOException, ParseException {
        List<String> flags = new ArrayList<>();
        for (byte[] line : lines()) {
            Map<String, ?> object = Json.object(line, 0, line.length);
            if (object.containsKey("outcome") || object.containsKey("redelivered")) {
                flags.add(object.get("outcome") + " " + object.get("redelivered"));
            }
        }
        assertThat(flags).containsExactly("unknown null", "null true", "unknown true", "unknown true");
    }

    private static Map<String, @Nullable Object> change(String side, Object value) {
        Map<String, @Nullable Object> change = new LinkedHashMap<>(TestLog.details(side, value));
        change.put(side.equals("old") ? "new" : "old", null);
        return change;
    }

    /** The lines of the first stream that count. */
    private static List<byte[]> lines() throws IOException {
        List<byte[]> all = new ArrayList<>();
        for (StoredSegment segment : SegmentDirectory.list(WHOLE).segments("corpus")) {
            try (InputStream in = segment.open()) {
                ForwardLines lines = new ForwardLines(in);
                while (lines.next() && lines.isTerminated()) {
                    all.add(Arrays.copyOfRange(lines.bytes(), lines.start(), lines.end()));
                }
            }
        }
        return all;
    }
}
