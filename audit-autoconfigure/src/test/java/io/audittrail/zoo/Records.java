package io.audittrail.zoo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The records of a log, as text to compare with. */
final class Records {

    /** Stands for any value: what the clock or a generator has made. */
    static final String ANY = "?";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Path directory;
    private long position;

    Records(Path directory) {
        this.directory = directory;
    }

    /** Those that were written since the last time. */
    List<String> next() {
        try (Stream<Path> files = Files.list(directory)) {
            Path segment = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
            long size = Files.size(segment);
            try (InputStream file = Files.newInputStream(segment)) {
                file.skipNBytes(position);
                position = size;
                return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
                        .lines()
                        .map(JSON::readTree)
                        .filter(line -> line.has("tx"))
                        .map(Records::text)
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code CREATE Door 1 {"color":"red"}}: the new values of a CREATE, the old ones of a DELETE, both of an UPDATE. */
    private static String text(JsonNode line) {
        String action = line.path("action").asString();
        String changes = line.path("changes").properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        change -> value(action, change.getValue()),
                        (one, other) -> one,
                        TreeMap::new))
                .entrySet()
                .stream()
                .map(change -> '"' + change.getKey() + "\":" + change.getValue())
                .collect(Collectors.joining(",", "{", "}"));
        return "%s %s %s %s".formatted(action, line.path("entity").asString(), sorted(line.path("entityId")), changes);
    }

    private static String value(String action, JsonNode change) {
        if (action.equals("CREATE") && change.path("old").isNull()) {
            return sorted(change.path("new"));
        }
        if (action.equals("DELETE") && change.path("new").isNull()) {
            return sorted(change.path("old"));
        }
        if (change.has("added") || change.has("removed")) {
            return sorted(change);
        }
        return "[" + sorted(change.path("old")) + "," + sorted(change.path("new")) + "]";
    }

    /** A pattern for an expected record, whose JSON may be written loosely. */
    static String pattern(String expected) {
        String[] words = expected.split(" ", 3);
        String rest = words[2];
        int changes = rest.startsWith("{") ? rest.indexOf('}') + 2 : rest.indexOf(' ') + 1;
        String text = "%s %s %s %s"
                .formatted(
                        words[0],
                        words[1],
                        sorted(JSON.readTree(rest.substring(0, changes))),
                        sorted(JSON.readTree(rest.substring(changes))));
        return Stream.of(text.split(Pattern.quote('"' + ANY + '"'), -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("(?:\"[^\"]*\"|[^,}\\]]*)"));
    }

    private static String sorted(JsonNode node) {
        if (node.isObject()) {
            TreeMap<String, String> parts = new TreeMap<>();
            node.properties().forEach(part -> {
                boolean isUnordered =
                        part.getKey().equals("added") || part.getKey().equals("removed");
                parts.put(part.getKey(), isUnordered ? list(part.getValue(), true) : sorted(part.getValue()));
            });
            return parts.entrySet().stream()
                    .map(part -> '"' + part.getKey() + "\":" + part.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return node.isArray() ? list(node, false) : node.toString();
    }

    /** What was added comes in the order of a set, which is none. */
    private static String list(JsonNode node, boolean isUnordered) {
        Stream<String> elements =
                StreamSupport.stream(node.spliterator(), false).map(Records::sorted);
        return (isUnordered ? elements.sorted() : elements).collect(Collectors.joining(",", "[", "]"));
    }
}
