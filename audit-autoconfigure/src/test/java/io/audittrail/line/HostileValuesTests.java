package io.audittrail.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.EntityRef;
import io.audittrail.Operation;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever an application puts into values and names, a line stays one line, with the fixed keys and the same values. */
class HostileValuesTests {

    private static final List<String> PIECES = List.of(
            "\n",
            "\r",
            "\u0000",
            "\u001B[2J",
            "\"",
            "\\",
            "\\\"",
            "'",
            "\u2028",
            "\u2029",
            "\u202E",
            "\u2066",
            "\u061C",
            "\uD800",
            "\uDC00",
            "\uDC00\uD800",
            "\uD83D\uDE00",
            "é",
            "漢",
            "\u0085",
            "\u007F",
            "\uFEFF",
            "\uFFFF",
            "}",
            "\"}",
            ",\"seq\":1,\"hash\":\"",
            "{\"v\":1",
            "\\u0022",
            "actor=root",
            "",
            " ",
            "plain text");

    private static final List<String> KEYS = List.of(
            "v",
            "@timestamp",
            "stream",
            "tx",
            "n",
            "of",
            "unit",
            "actor",
            "via",
            "action",
            "entity",
            "entityId",
            "label",
            "changes",
            "context",
            "seq",
            "hash");

    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private final Random random = new Random(20261121);

    @Test
    void everyLineIsOneObjectWithTheFixedKeysAndTheSameValues() {
        for (int i = 0; i < 3_000; i++) {
            ChangeRecord record = hostileRecord();
            ChangeSet set = new ChangeSet(
                    Records.TX, Records.AT, hostile(), List.of(record), Map.of("x" + hostile(), hostile()));

            List<String> lines = Records.sealed("s", set);

            assertThat(lines).hasSize(1);
            assertThat(lines.get(0).getBytes(StandardCharsets.UTF_8)).doesNotContain((byte) '\n', (byte) 0x1B);
            assertSame(json.readTree(lines.get(0)), set, record);
        }
    }

    @Test
    void fiveMegabytesOfTextAreStillOneLine() {
        String giant = "x\n\u2028é".repeat(1_250_000);

        List<String> lines = Records.sealed("s", Records.set(Records.update(1, new Change("text", giant, null))));

        assertThat(lines).hasSize(1);
        assertThat(json.readTree(lines.get(0))
                        .path("changes")
                        .path("text")
                        .path("old")
                        .stringValue())
                .isEqualTo(giant);
    }

    private void assertSame(JsonNode line, ChangeSet set, ChangeRecord record) {
        assertThat(line.propertyNames()).containsExactlyElementsOf(KEYS);
        assertThat(line.path("unit").stringValue()).isEqualTo(set.unit());
        assertThat(line.path("actor").stringValue()).isEqualTo(record.actor().name());
        assertThat(line.path("via").stringValue()).isEqualTo(record.actor().via());
        assertThat(line.path("entity").stringValue()).isEqualTo(record.entity().entity());
        assertThat(line.path("entityId").stringValue())
                .isEqualTo(record.entity().id());
        assertThat(line.path("label").stringValue()).isEqualTo(record.label());
        assertThat(line.path("context").path("reason").stringValue()).isEqualTo(record.reason());
        set.context()
                .forEach((key, value) ->
                        assertThat(line.path("context").path(key).stringValue()).isEqualTo(value));
        assertThat(line.path("changes").size()).isEqualTo(record.changes().size());
        for (Change change : record.changes()) {
            JsonNode written = line.path("changes").path(change.property());
            assertThat(written.propertyNames()).containsExactly("old", "new");
            assertThat(written.path("old").stringValue()).isEqualTo(change.oldValue());
            assertThat((Object) json.convertValue(written.path("new"), Map.class))
                    .isEqualTo(change.newValue());
        }
    }

    private ChangeRecord hostileRecord() {
        Map<String, Change> changes = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String property = hostile();
            changes.put(property, new Change(property, hostile(), Map.of(hostile(), hostile())));
        }
        return new ChangeRecord(
                Operation.UPDATE,
                new EntityRef(hostile(), hostile()),
                hostile(),
                Actor.user(hostile()).via(hostile()),
                hostile(),
                List.copyOf(changes.values()));
    }

    private String hostile() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(
                    random.nextInt(4) == 0
                            ? String.valueOf((char) random.nextInt(65_536))
                            : PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
