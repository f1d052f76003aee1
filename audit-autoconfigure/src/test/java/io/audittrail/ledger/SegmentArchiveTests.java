package io.audittrail.ledger;

import static io.audittrail.ledger.LedgerFixture.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.segment.MemberWriter;
import io.audittrail.verify.Verifier;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SegmentArchiveTests {

    @TempDir
    Path directory;

    private LedgerFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = fixture(directory);
    }

    private static LedgerFixture fixture(Path directory) {
        LedgerFixture fixture = new LedgerFixture(directory);
        fixture.maxSize = 4096;
        fixture.retention = new Retention(true, null, 0);
        return fixture;
    }

    @Test
    void aClosedSegmentIsCompressedOnceItIsSynced() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.fillSegment(ledger);
            List<JsonNode> before = ChainCheck.lines(directory, STREAM);
            assertThat(names(directory)).noneMatch(name -> name.endsWith(".gz"));

            fixture.round(ledger);

            assertThat(ChainCheck.lines(directory, STREAM)).isEqualTo(before);
            assertThat(names(directory))
                    .contains(STREAM + ".0000000000000001.jsonl.gz")
                    .doesNotContain(STREAM + ".0000000000000001.jsonl");
        }
    }

    @Test
    void theSegmentThatIsWrittenStaysAsItIs() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.round(ledger);
            fixture.append(ledger, 2);

            fixture.round(ledger);
        }
        assertThat(ChainCheck.segments(directory, STREAM))
                .singleElement()
                .satisfies(only -> assertThat(only.toString()).endsWith(".jsonl"));
    }

    @Test
    void aCompressedSegmentHasTheModeOfThePlainOne() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.fillSegment(ledger);
            Path plain = ChainCheck.segments(directory, STREAM).get(0);
            Files.setPosixFilePermissions(plain, PosixFilePermissions.fromString("r--r-----"));

            fixture.round(ledger);

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            ChainCheck.segments(directory, STREAM).get(0))))
                    .isEqualTo("r--r-----");
        }
    }

    @Test
    void nothingIsCompressedWhenThatIsNotWanted() throws IOException {
        fixture.retention = Retention.NONE;
        try (Ledger ledger = fixture.open()) {
            fixture.fillSegment(ledger);

            fixture.round(ledger);
        }
        assertThat(names(directory)).noneMatch(name -> name.endsWith(".gz"));
    }

    @Test
    void aSegmentThatSomebodyElseHasChangedIsLeftAsItIs() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.fillSegment(ledger);
            Path first = ChainCheck.segments(directory, STREAM).get(0);
            Files.writeString(first, "one line more\n", StandardOpenOption.APPEND);

            fixture.round(ledger);

            assertThat(first).exists();
            assertThat(names(directory)).noneMatch(name -> name.contains(".gz"));
        }
    }

    @Test
    void aCompressionThatFailsIsShownAndTriedAgain() throws IOException {
        boolean[] full = {true};
        fixture.archive = new ArchiveFiles() {
            @Override
            public void write(Path file, Content content) throws IOException {
                if (full[0]) {
                    throw new IOException("No space left on device");
                }
                ArchiveFiles.super.write(file, content);
            }
        };
        try (Ledger ledger = fixture.open()) {
            fixture.fillSegment(ledger);

            fixture.round(ledger);

            assertThat(ledger.report().problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem).contains("could not be compressed", "No space left"));
            assertThat(fixture.failures.report().failures()).containsKey("archive-failed");
            assertThat(names(directory)).noneMatch(name -> name.endsWith(".tmp"));

            full[0] = false;
            fixture.clock.move(Duration.ofMinutes(1));
            fixture.round(ledger);

            assertThat(ledger.report().problems()).isEmpty();
            assertThat(names(directory)).contains(STREAM + ".0000000000000001.jsonl.gz");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "garbled", "another text"})
    void whatTheDiskMakesOfACompressionIsReadBackBeforeThePlainFileGoes(String fault) throws IOException {
        boolean[] bad = {true};
        fixture.archive = new ArchiveFiles() {
            @Override
            public void write(Path file, Content content) throws IOException {
                ArchiveFiles.super.write(file, content);
                if (bad[0]) {
                    Files.write(file, damaged(Files.readAllBytes(file), fault));
                }
            }
        };
        try (Ledger ledger = fixture.open()) {
            fixture.fillSegment(ledger);
            Path plain = ChainCheck.segments(directory, STREAM).get(0);
            byte[] written = Files.readAllBytes(plain);

            fixture.round(ledger);

            assertThat(plain).hasBinaryContent(written);
            assertThat(names(directory)).noneMatch(name -> name.contains(".gz"));
            assertThat(ledger.report().problems()).singleElement().asString().contains("could not be compressed");

            bad[0] = false;
            fixture.clock.move(Duration.ofMinutes(1));
            fixture.round(ledger);
            assertThat(ledger.report().problems()).isEmpty();
            assertThat(plain).doesNotExist();
        }
    }

    private static byte[] damaged(byte[] compressed, String fault) throws IOException {
        switch (fault) {
            case "cut" -> {
                return Arrays.copyOf(compressed, compressed.length / 2);
            }
            case "garbled" -> {
                compressed[compressed.length / 2] ^= 1;
                return compressed;
            }
            default -> {
                ByteArrayOutputStream other = new ByteArrayOutputStream();
                MemberWriter.compress(new ByteArrayInputStream("Another\n".getBytes(StandardCharsets.UTF_8)), other);
                return other.toByteArray();
            }
        }
    }

    /** Every step: the process is killed there, and another one starts on what is left. */
    @Test
    void killedAnywhereNothingIsLostAndTheNextStartFinishes(@TempDir Path runs) throws IOException {
        int step = 0;
        boolean wasKilled = true;
        while (wasKilled) {
            Path killed = Files.createDirectories(runs.resolve("killed-" + step));
            StoppingFiles files = new StoppingFiles(step);
            LedgerFixture victim = fixture(killed);
            victim.archive = files;
            Path left = Files.createDirectories(runs.resolve("left-" + step));
            List<JsonNode> before;
            try (Ledger ledger = victim.open()) {
                victim.fillSegment(ledger);
                victim.fillSegment(ledger);
                before = ChainCheck.lines(killed, STREAM);
                victim.round(ledger);
                wasKilled = files.isStopped();
                victim.copyTo(left);
            }

            assertThat(Verifier.ofChain().directory(left).damages())
                    .as("what is left after step %d", step)
                    .isEmpty();

            LedgerFixture next = fixture(left);
            try (Ledger ledger = next.open()) {
                next.append(ledger, 2);
                next.round(ledger);
            }

            assertThat(ChainCheck.lines(left, STREAM))
                    .as("killed at step %d", step)
                    .startsWith(before.toArray(JsonNode[]::new));
            assertThat(Verifier.ofChain().directory(left).damages())
                    .as("killed at step %d", step)
                    .isEmpty();
            assertThat(names(left).stream().filter(name -> name.contains(".jsonl")))
                    .as("killed at step %d", step)
                    .hasSize(3)
                    .filteredOn(name -> name.endsWith(".gz"))
                    .hasSize(2);
            step++;
        }
        assertThat(step).isGreaterThan(20);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
