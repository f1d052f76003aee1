package io.audittrail.verify;

import io.audittrail.line.Json;
import io.audittrail.line.LineEncoder;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file of evidence holds, and what was asked for.
 *
 * @param created when
 * @param version of ours with which it was made, where that is known
 */
record Manifest(Instant created, @Nullable String version, Span span, List<Part> streams, List<Content> files) {

    private static final long FORMAT = 1;

    /** Why a part does not begin, or end, where its stream does. */
    static final String LEFT_OUT = "left-out";

    /** Retention had removed what was before, and a line of the log told so. */
    static final String REMOVED = "removed";

    /**
     * What there is of a stream.
     *
     * @param earlier what became of older lines; null when there are none that anybody knows of
     * @param later what became of newer lines; null when there were none
     */
    record Part(
            String stream,
            long firstSeq,
            long lastSeq,
            @Nullable String earlier,
            @Nullable String later) {}

    /** A file in it. */
    record Content(String name, long size, String sha256) {}

    boolean has(String name) {
        return files.stream().anyMatch(file -> file.name().equals(name));
    }

    /** Whether older lines of a stream are elsewhere. */
    boolean beginsLater(String stream) {
        return streams.stream().anyMatch(part -> part.stream().equals(stream) && part.earlier() != null);
    }

    /** Whether newer lines of a stream are elsewhere. */
    boolean goesOn(String stream) {
        return streams.stream().anyMatch(part -> part.stream().equals(stream) && part.later() != null);
    }

    byte[] json() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("evidence", FORMAT);
        all.put("created", created.toString());
        all.put("version", version);
        all.put("from", text(span.from()));
        all.put("to", text(span.to()));
        all.put("streams", streams.stream().map(Manifest::json).toList());
        all.put("files", files.stream().map(Manifest::json).toList());
        return LineEncoder.json(all);
    }

    private static Map<String, @Nullable Object> json(Part part) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("stream", part.stream());
        json.put("firstSeq", part.firstSeq());
        json.put("lastSeq", part.lastSeq());
        json.put("earlier", part.earlier());
        json.put("later", part.later());
        return json;
    }

    private static Map<String, @Nullable Object> json(Content file) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", file.name());
        json.put("size", file.size());
        json.put("sha256", file.sha256());
        return json;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** Null when it is not in this form, to the byte. */
    static @Nullable Manifest parse(byte[] bytes) {
        try {
            Map<String, @Nullable Object> json = Json.object(bytes, 0, bytes.length);
            List<Part> streams = new ArrayList<>();
            for (Map<?, ?> part : maps(json.get("streams"))) {
                streams.add(new Part(
                        string(part, "stream"),
                        number(part, "firstSeq"),
                        number(part, "lastSeq"),
                        optional(part, "earlier"),
                        optional(part, "later")));
            }
            List<Content> files = new ArrayList<>();
            for (Map<?, ?> file : maps(json.get("files"))) {
                files.add(new Content(string(file, "name"), number(file, "size"), string(file, "sha256")));
            }
            Manifest manifest = new Manifest(
                    Instant.parse(string(json, "created")),
                    optional(json, "version"),
                    new Span(instant(json, "from"), instant(json, "to")),
                    streams,
                    files);
            return Arrays.equals(manifest.json(), bytes) ? manifest : null;
        } catch (ParseException | DateTimeException | IllegalArgumentException e) {
            return null;
        }
    }

    private static List<Map<?, ?>> maps(@Nullable Object value) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (value instanceof List<?> elements) {
            for (Object element : elements) {
                if (element instanceof Map<?, ?> map) {
                    maps.add(map);
                }
            }
        }
        return maps;
    }

    private static String string(Map<?, ?> json, String key) {
        String text = optional(json, key);
        if (text == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return text;
    }

    private static @Nullable String optional(Map<?, ?> json, String key) {
        return json.get(key) instanceof String text ? text : null;
    }

    private static @Nullable Instant instant(Map<?, ?> json, String key) {
        String text = optional(json, key);
        return text == null ? null : Instant.parse(text);
    }

    private static long number(Map<?, ?> json, String key) {
        return json.get(key) instanceof Long number ? number : 0;
    }
}
