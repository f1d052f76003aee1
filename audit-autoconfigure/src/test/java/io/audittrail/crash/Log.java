package io.audittrail.crash;

import io.audittrail.verify.Verification;
import io.audittrail.verify.Verifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the log says. Its content is read by Jackson and not by our own reader.
 *
 * @param breaks places where the chain does not hold, or says itself that it was broken
 * @param compressed how many of the segments are compressed
 */
record Log(List<Entry> entries, long breaks, int segments, long compressed) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** One record. */
    record Entry(String tx, int n, int of, boolean unknown, Effect effect) {}

    static Log read(Path directory) throws IOException {
        Verification verification = Verifier.ofChain().directory(directory);
        verification.damages().forEach(damage -> System.out.println("Chain: " + damage));
        List<Entry> entries = new ArrayList<>();
        long broken = 0;
        List<Path> segments = segments(directory);
        for (Path segment : segments) {
            for (JsonNode line : lines(segment)) {
                if (line.has("tx")) {
                    entries.add(entry(line));
                } else if (line.path("control").asString().equals("chain-broken")) {
                    broken++;
                }
            }
        }
        long compressed = segments.stream()
                .filter(file -> file.toString().endsWith(".gz"))
                .count();
        return new Log(entries, verification.damageCount() + broken, segments.size(), compressed);
    }

    /** A crash may leave a segment and its compressed copy: the plain one counts. */
    private static List<Path> segments(Path directory) throws IOException {
        TreeMap<String, Path> segments = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.map(Path::toString)
                    .filter(file -> file.matches(".*\\.\\d{16}\\.jsonl(\\.gz)?"))
                    .sorted()
                    .forEach(file -> segments.putIfAbsent(file.replace(".gz", ""), Path.of(file)));
        }
        return List.copyOf(segments.values());
    }

    private static List<JsonNode> lines(Path segment) throws IOException {
        try (InputStream file = Files.newInputStream(segment);
                InputStream text = segment.toString().endsWith(".gz") ? new GZIPInputStream(file) : file;
                BufferedReader lines = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
            return lines.lines().map(JSON::readTree).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Entry entry(JsonNode line) {
        JsonNode amount = line.path("changes").path("amount");
        Effect effect = new Effect(
                line.path("context").path("reason").asString(""),
                line.path("action").asString(),
                line.path("entityId").asLong(),
                number(amount.path("old")),
                number(amount.path("new")));
        return new Entry(
                line.path("tx").asString(),
                line.path("n").asInt(),
                line.path("of").asInt(),
                line.path("outcome").asString("").equals("unknown"),
                effect);
    }

    private static @Nullable Integer number(JsonNode node) {
        return node.isNumber() ? (Integer) node.asInt() : null;
    }
}
