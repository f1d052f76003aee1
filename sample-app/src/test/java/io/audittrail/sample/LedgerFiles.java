package io.audittrail.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log as anybody with a text editor sees it: the lines of its files, in the order of their names. */
record LedgerFiles(Path directory) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    interface Work {
        void run() throws Exception;
    }

    List<String> lines() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jsonl"))
                    .sorted()
                    .flatMap(LedgerFiles::linesOf)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> linesWrittenBy(Work work) throws Exception {
        int before = lines().size();
        work.run();
        List<String> after = lines();
        return after.subList(before, after.size());
    }

    List<JsonNode> recordsWrittenBy(Work work) throws Exception {
        return linesWrittenBy(work).stream().map(LedgerFiles::json).toList();
    }

    /** Holds every line to the one before it, with nothing but SHA-256. */
    void assertChainHolds() throws Exception {
        List<String> lines = lines();
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        String stream = json(lines.get(0)).path("stream").stringValue();
        byte[] hash = sha256.digest(("audittrail/1\n" + stream).getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int end = line.lastIndexOf(",\"hash\":\"");
            sha256.update(hash);
            hash = sha256.digest(line.substring(0, end).getBytes(StandardCharsets.UTF_8));
            assertThat(line)
                    .endsWith(",\"seq\":" + (i + 1) + ",\"hash\":\""
                            + HexFormat.of().formatHex(hash) + "\"}");
        }
    }

    static JsonNode json(String line) {
        return JSON.readTree(line);
    }

    private static Stream<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
