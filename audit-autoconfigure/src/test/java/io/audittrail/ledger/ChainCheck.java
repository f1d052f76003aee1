package io.audittrail.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/**
 * Reads what a stream left on disk, by the rules as they are written down and with none of the ledger's own code, and
 * holds it to them: every seq, every hash, every link between segments.
 */
public final class ChainCheck {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ChainCheck() {}

    /** All lines of an unbroken stream, in order: from its first on, or from where it says that the start was removed. */
    public static List<JsonNode> lines(Path directory, String stream) {
        List<JsonNode> all = new ArrayList<>();
        byte[] hash = sha256(new byte[0], "audittrail/1\n" + stream);
        JsonNode removed = NullNode.getInstance();
        String previousFile = "";
        for (Path segment : segments(directory, stream)) {
            boolean first = true;
            for (String line : wholeLines(segment)) {
                JsonNode node = JSON.readTree(line);
                if (all.isEmpty() && node.path("seq").longValue() != 1) {
                    removed = node.path("details").path("previous");
                    hash = HexFormat.of().parseHex(removed.path("hash").stringValue());
                }
                long seq = removed.path("seq").asLong(0) + all.size() + 1L;
                hash = sha256(hash, line.substring(0, line.lastIndexOf(",\"hash\":\"")));
                assertThat(node.path("seq").longValue())
                        .as(segment + " " + line)
                        .isEqualTo(seq);
                assertThat(node.path("hash").stringValue())
                        .as(segment + " " + line)
                        .isEqualTo(HexFormat.of().formatHex(hash));
                assertThat(node.path("stream").stringValue()).isEqualTo(stream);
                if (first) {
                    assertOpens(segment, node, previousFile, all, removed);
                    first = false;
                }
                all.add(node);
            }
            previousFile = plain(segment);
        }
        assertSaid(removed, all);
        return all;
    }

    private static void assertSaid(JsonNode removed, List<JsonNode> lines) {
        if (removed.isNull()) {
            return;
        }
        assertThat(lines)
                .as("a line that says what is missing before the start")
                .anySatisfy(line -> {
                    assertThat(line.path("control").stringValue("")).isEqualTo("segment-removed");
                    JsonNode details = line.path("details");
                    assertThat(details.path("file")).isEqualTo(removed.path("file"));
                    assertThat(details.path("seq")).isEqualTo(removed.path("seq"));
                    assertThat(details.path("hash")).isEqualTo(removed.path("hash"));
                });
    }

    /** The lines of an unbroken stream that tell of entities. */
    public static List<JsonNode> records(Path directory, String stream) {
        return lines(directory, stream).stream().filter(line -> line.has("tx")).toList();
    }

    /** What the ledger says of itself in an unbroken stream, by name. */
    public static List<String> controls(Path directory, String stream) {
        return lines(directory, stream).stream()
                .filter(line -> line.has("control"))
                .map(line -> line.path("control").stringValue())
                .toList();
    }

    /** The segments of a stream, oldest first. */
    public static List<Path> segments(Path directory, String stream) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches(stream + "\\.\\d{16}\\.jsonl(\\.gz)?"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The hash a line must carry after another. */
    static String hash(byte[] previous, String line) {
        return HexFormat.of().formatHex(sha256(previous, line.substring(0, line.lastIndexOf(",\"hash\":\""))));
    }

    private static String plain(Path segment) {
        return segment.getFileName().toString().replace(".gz", "");
    }

    private static void assertOpens(
            Path segment, JsonNode line, String previousFile, List<JsonNode> before, JsonNode removed) {
        assertThat(plain(segment))
                .endsWith(String.format(".%016d.jsonl", line.path("seq").longValue()));
        assertThat(line.path("control").stringValue()).isEqualTo("segment-opened");
        JsonNode previous = line.path("details").path("previous");
        if (before.isEmpty()) {
            assertThat(previous).isEqualTo(removed);
        } else {
            JsonNode last = before.get(before.size() - 1);
            assertThat(previous.path("file").stringValue()).isEqualTo(previousFile);
            assertThat(previous.path("seq")).isEqualTo(last.path("seq"));
            assertThat(previous.path("hash")).isEqualTo(last.path("hash"));
        }
    }

    static List<String> wholeLines(Path segment) {
        try {
            String text = text(segment);
            assertThat(text.isEmpty() || text.endsWith("\n"))
                    .as("end of " + segment)
                    .isTrue();
            return text.isEmpty()
                    ? List.of()
                    : List.of(text.substring(0, text.length() - 1).split("\n", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path segment) throws IOException {
        InputStream file = Files.newInputStream(segment);
        try (InputStream in = segment.toString().endsWith(".gz") ? new GZIPInputStream(file) : file) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] sha256(byte[] previous, String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(previous);
            return sha256.digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
