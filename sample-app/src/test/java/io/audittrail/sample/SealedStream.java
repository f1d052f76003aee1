package io.audittrail.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A stream that says what a test wants it to, sealed with nothing but SHA-256. */
final class SealedStream {

    private final String name;
    private final List<String> lines = new ArrayList<>();
    private final MessageDigest sha256;
    private byte[] hash;

    SealedStream(String name) throws Exception {
        this.name = name;
        this.sha256 = MessageDigest.getInstance("SHA-256");
        this.hash = sha256.digest(("audittrail/1\n" + name).getBytes(StandardCharsets.UTF_8));
        line("2026-11-01T10:00:00.000000Z", "\"control\":\"segment-opened\",\"details\":{\"previous\":null}");
    }

    /** @param rest what stands between the stream and the seal */
    SealedStream line(String timestamp, String rest) {
        String line = "{\"v\":1,\"@timestamp\":\"" + timestamp + "\",\"stream\":\"" + name + "\"," + rest + ",\"seq\":"
                + (lines.size() + 1);
        sha256.update(hash);
        hash = sha256.digest(line.getBytes(StandardCharsets.UTF_8));
        lines.add(line + ",\"hash\":\"" + HexFormat.of().formatHex(hash) + "\"}");
        return this;
    }

    SealedStream record(String timestamp, String tx, String rest) {
        return line(timestamp, "\"tx\":\"" + tx + "\",\"n\":1,\"of\":1,\"unit\":\"sam\"," + rest);
    }

    String last() {
        return lines.get(lines.size() - 1);
    }

    void write(Path directory) throws IOException {
        Files.write(directory.resolve(name + ".0000000000000001.jsonl"), lines);
    }
}
