package io.audittrail.verify;

import io.audittrail.AuditGap;
import io.audittrail.line.Json;
import io.audittrail.line.LineEncoder;
import java.text.ParseException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was found in a log, as JSON. Its words may be other ones in another version: what is compared is without them. */
final class Summary {

    private Summary() {}

    static Map<String, @Nullable Object> of(Verification found) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("whole", found.isWhole());
        json.put("badPlaces", found.damageCount());
        json.put("streams", found.streams().stream().map(Summary::of).toList());
        json.put("damages", found.damages().stream().map(Summary::of).toList());
        return json;
    }

    private static Map<String, @Nullable Object> of(StreamVerification stream) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("stream", stream.stream());
        json.put("lines", stream.lines());
        json.put("firstSeq", stream.firstSeq());
        json.put("lastSeq", stream.lastSeq());
        json.put("hash", stream.hash());
        json.put("bytes", stream.bytes());
        json.put("startRemoved", stream.startRemoved());
        json.put("checkpoints", stream.checkpoints());
        json.put("checkpointsBefore", stream.checkpointsBefore());
        json.put("badPlaces", stream.damageCount());
        return json;
    }

    private static Map<String, @Nullable Object> of(Damage damage) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("file", damage.file());
        json.put("line", damage.line());
        json.put("seq", damage.seq());
        json.put("kind", damage.kind().toString());
        json.put("what", damage.what());
        return json;
    }

    static Map<String, @Nullable Object> of(AuditGap gap) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("kind", gap.kind().name());
        json.put("stream", gap.stream());
        json.put("from", text(gap.from()));
        json.put("to", text(gap.to()));
        json.put("records", gap.records());
        json.put("seq", gap.seq());
        json.put("detail", gap.detail());
        return json;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** Whether they say the same, in whatever words. */
    static boolean isSame(Map<?, ?> told, Map<String, @Nullable Object> found) {
        byte[] json = LineEncoder.json(found);
        try {
            return Objects.equals(wordless(told), wordless(Json.object(json, 0, json.length)));
        } catch (ParseException e) {
            throw new IllegalStateException("What we write is JSON", e);
        }
    }

    private static @Nullable Object wordless(@Nullable Object value) {
        if (value instanceof List<?> elements) {
            return elements.stream().map(Summary::wordless).toList();
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<Object, @Nullable Object> rest = new LinkedHashMap<>();
        map.forEach((key, each) -> {
            if (!"what".equals(key) && !"detail".equals(key)) {
                rest.put(key, wordless(each));
            }
        });
        return rest;
    }
}
