package io.audittrail.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.line.CheckpointText;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes files of evidence as little as can be. What the verifier does not find fails here. */
class EvidenceFlipsTests {

    @TempDir
    Path temporary;

    private final List<String> missed = new ArrayList<>();

    @Test
    void aFlippedBitInAnyByteIsFound() throws IOException, GeneralSecurityException {
        Path file = evidence(2);
        long size = Files.size(file);
        assertThat(size).isBetween(4_000L, 9_000L);
        for (long at = 0; at < size; at++) {
            flip(file, at, (int) (at % 8));
        }
        assertThat(missed).isEmpty();
        assertThat(Evidence.verify(file).damages()).isEmpty();
    }

    @Test
    void anyBitOfAnyByteMayBeTheOne() throws IOException, GeneralSecurityException {
        Path file = evidence(200);
        Random random = new Random(42);
        for (int i = 0; i < 150; i++) {
            flip(file, (long) (random.nextDouble() * Files.size(file)), random.nextInt(8));
        }
        assertThat(missed).isEmpty();
    }

    @Test
    void anEndThatIsMissingIsFound() throws IOException, GeneralSecurityException {
        Path file = evidence(2);
        byte[] whole = Files.readAllBytes(file);
        Path less = temporary.resolve("less.zip");
        for (int length = whole.length - 1; length > 0; length -= 61) {
            Files.write(less, Arrays.copyOf(whole, length));
            verify(less, "cut to " + length);
        }
        Files.write(less, Arrays.copyOf(whole, whole.length + 1));
        verify(less, "a byte more");
        assertThat(missed).isEmpty();
    }

    @Test
    void theFirstBadPlaceNamesTheFileAndTheLine() throws IOException, GeneralSecurityException {
        Path file = evidence(2);
        int at = at(Files.readAllBytes(file), "1f8b0804");

        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at + 60);
            int b = open.read();
            open.seek(at + 60);
            open.write(b ^ 1);
        }

        assertThat(Evidence.verify(file).damages())
                .extracting(Damage::file)
                .startsWith("evidence.zip", "sam-web-1.0000000000000001.jsonl.gz")
                .contains("sam-web-1.0000000000000001.jsonl.gz");
    }

    private static int at(byte[] bytes, String hex) {
        String all = HexFormat.of().formatHex(bytes);
        int at = all.indexOf(hex);
        while (at % 2 == 1) {
            at = all.indexOf(hex, at + 1);
        }
        return at / 2;
    }

    private void flip(Path file, long at, int bit) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            int old = open.read();
            open.seek(at);
            open.write(old ^ 1 << bit);
            verify(file, "bit " + bit + " of byte " + at);
            open.seek(at);
            open.write(old);
        }
    }

    private void verify(Path file, String what) {
        try {
            if (Evidence.verify(file).isWhole()) {
                missed.add(what);
            }
        } catch (IOException | RuntimeException e) {
            missed.add(what + ": " + e); // The command would not call that damaged.
        }
    }

    /** With a compressed segment, a plain one, and signed checkpoints. */
    private Path evidence(int records) throws IOException, GeneralSecurityException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path directory = Files.createDirectory(temporary.resolve("log"));
        TestLog log = new TestLog(directory).segment().control("started", Map.of("policy", "p"));
        for (int i = 0; i < records; i++) {
            log.record(i);
        }
        log.segment().record(2).written().compress(0);
        Files.delete(log.file(0));
        Path checkpoints = TestLog.checkpoints(
                temporary.resolve("checkpoints"), CheckpointText.sign(log.head(), keys.getPrivate()));
        Path file = temporary.resolve("evidence.zip");
        Verification written = Evidence.of(directory)
                .withCheckpoints(checkpoints, keys.getPublic())
                .writeTo(file);
        assertThat(written.damages()).isEmpty();
        return file;
    }
}
