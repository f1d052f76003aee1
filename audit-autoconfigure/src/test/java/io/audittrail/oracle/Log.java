package io.audittrail.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the log says, read as JSON and by nothing of ours, from where it was read the last time. */
final class Log {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path directory;
    private long position;

    Log(Path directory) {
        this.directory = directory;
    }

    /**
     * What was written since the last time.
     *
     * @param faults transactions that are not whole, or that are not the same ones as in the database
     */
    record Part(List<Effect> effects, List<String> faults) {}

    Part next() throws IOException {
        return part(lines());
    }

    static Part part(List<JsonNode> lines) {
        List<Effect> effects = new ArrayList<>();
        Map<String, Integer> sizes = new HashMap<>();
        Map<String, Set<Integer>> numbers = new TreeMap<>();
        Map<String, Set<String>> transactions = new TreeMap<>();
        for (JsonNode line : lines) {
            if (line.has("tx")) {
                Effect effect = effect(line);
                effects.add(effect);
                String tx = line.path("tx").asString();
                sizes.put(tx, line.path("of").asInt());
                numbers.computeIfAbsent(tx, key -> new TreeSet<>())
                        .add(line.path("n").asInt());
                transactions
                        .computeIfAbsent(effect.marker(), key -> new TreeSet<>())
                        .add(tx);
            }
        }
        List<String> faults = new ArrayList<>();
        numbers.forEach((tx, present) -> {
            if (present.size() != sizes.getOrDefault(tx, 0)) {
                faults.add("Of the transaction " + tx + " only these are there: " + present);
            }
        });
        transactions.forEach((marker, several) -> {
            if (several.size() > 1) {
                faults.add("One transaction is several in the log: " + marker + " is " + several);
            }
        });
        return new Part(effects, faults);
    }

    private List<JsonNode> lines() throws IOException {
        Path segment = segment();
        long size = Files.size(segment);
        try (InputStream file = Files.newInputStream(segment)) {
            file.skipNBytes(position);
            position = size;
            return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
                    .lines()
                    .map(JSON::readTree)
                    .toList();
        }
    }

    /** There is one: it is never full. */
    private Path segment() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> segments =
                    files.filter(file -> file.toString().endsWith(".jsonl")).toList();
            if (segments.size() != 1) {
                throw new IllegalStateException("The log is not one file: " + segments);
            }
            return segments.get(0);
        }
    }

    private static Effect effect(JsonNode line) {
        if (line.has("statement")) {
            return Statements.logged(line);
        }
        Map<String, String> changes = new TreeMap<>();
        line.path("changes").properties().forEach(change -> {
            String text = change(change.getValue());
            if (!text.isEmpty()) {
                changes.put(change.getKey(), text);
            }
        });
        return new Effect(
                line.path("context").path(Marks.MARKER).asString(""),
                line.path("actor").asString(),
                line.path("action").asString(),
                line.path("entity").asString(),
                Plain.of(line.path("entityId")),
                changes);
    }

    private static String change(JsonNode change) {
        if (change.has("added") || change.has("removed")) {
            return LoggedElements.of(change);
        }
        if (change.path("old").isArray() && change.path("new").isArray()) {
            return LoggedElements.ofList(change);
        }
        return Plain.change(Plain.of(change.path("old")), Plain.of(change.path("new")));
    }
}
