package io.audittrail.ledger;

import static io.audittrail.ledger.LedgerFixture.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.CheckpointSink;
import io.audittrail.verify.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RetentionTests {

    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir
    Path directory;

    private LedgerFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new LedgerFixture(directory);
        fixture.maxSize = 4096;
        fixture.maxAge = Duration.ofDays(1000);
    }

    @Test
    void aSegmentIsRemovedWhenItsNewestRecordHasReachedTheAge() throws IOException {
        fixture.retention = new Retention(true, WEEK, 0);
        try (Ledger ledger = fixture.open()) {
            fixture.fillSegment(ledger);
            fixture.round(ledger);
            fixture.clock.move(Duration.ofDays(5));
            fixture.fillSegment(ledger);
            fixture.round(ledger);
            List<Path> before = ChainCheck.segments(directory, STREAM);
            String last = last(before.get(0));

            fixture.clock.move(Duration.ofDays(4));
            fixture.round(ledger);

            assertThat(ChainCheck.segments(directory, STREAM)).containsExactlyElementsOf(before.subList(1, 3));
            JsonNode removed = removals().get(0).path("details");
            assertThat(removed.path("file").stringValue()).isEqualTo(STREAM + ".0000000000000001.jsonl");
            assertThat(removed.path("firstSeq").longValue()).isEqualTo(1);
            assertThat(removed.path("reason").stringValue()).isEqualTo("age");
            assertThat(last).endsWith(",\"seq\":" + removed.path("seq") + ",\"hash\":" + removed.path("hash") + "}");
        }
    }

    @Test
    void theOldestSegmentsAreRemovedWhileAllAreTooLarge() throws IOException {
        fixture.retention = new Retention(false, null, 10_000);
        try (Ledger ledger = fixture.open()) {
            for (int i = 0; i < 6; i++) {
                fixture.fillSegment(ledger);
                fixture.round(ledger);
                assertThat(size()).isLessThan(10_000 + 4096);
            }
            fixture.clock.move(Duration.ofMinutes(1));
            fixture.round(ledger);

            assertThat(size()).isBetween(4096L, 10_000L);
            assertThat(removals())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(
                                    line.path("details").path("reason").stringValue())
                            .isEqualTo("size"));
        }
    }

    @Test
    void theSegmentThatIsWrittenIsNeverRemoved() throws IOException {
        fixture.retention = new Retention(true, Duration.ofSeconds(1), 1);
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.clock.move(Duration.ofDays(1));

            fixture.round(ledger);

            assertThat(ChainCheck.records(directory, STREAM)).hasSize(1);
        }
    }

    @Test
    void nothingIsRemovedWithoutASetting() throws IOException {
        fixture.retention = new Retention(true, null, 0);
        try (Ledger ledger = fixture.open()) {
            fixture.fillSegment(ledger);
            fixture.clock.move(Duration.ofDays(900));

            fixture.round(ledger);
        }
        assertThat(removals()).isEmpty();
        assertThat(ChainCheck.segments(directory, STREAM)).hasSize(2);
    }

    @Test
    void aSegmentIsThereUntilItsRemovalIsSaidOnTheDisk() throws IOException {
        FailingFile.Faults faults = new FailingFile.Faults();
        fixture.files = faults;
        fixture.retention = new Retention(false, WEEK, 0);
        try (Ledger ledger = fixture.open()) {
            fixture.fillSegment(ledger);
            fixture.round(ledger);
            fixture.clock.move(WEEK.plusDays(1));

            faults.sync = true;
            fixture.round(ledger);
            assertThat(ChainCheck.segments(directory, STREAM)).hasSize(2);

            faults.sync = false;
        }
    }

    @Test
    void whatCannotBeDeletedIsSaidToBeRemovedOnce() throws IOException {
        boolean[] refuses = {true};
        fixture.archive = new ArchiveFiles() {
            @Override
            public void delete(Path file) throws IOException {
                if (refuses[0]) {
                    throw new IOException("Operation not permitted");
                }
                ArchiveFiles.super.delete(file);
            }
        };
        fixture.retention = new Retention(false, WEEK, 0);
        try (Ledger ledger = fixture.open()) {
            fixture.fillSegment(ledger);
            fixture.clock.move(WEEK.plusDays(1));
            for (int i = 0; i < 3; i++) {
                fixture.clock.move(Duration.ofMinutes(1));
                fixture.round(ledger);
            }
            assertThat(ledger.report().problems()).singleElement().asString().contains("Operation not permitted");
        }
        assertThat(removals()).hasSize(1);

        refuses[0] = false;
        fixture.retention = Retention.NONE;
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.round(ledger);
        }
        assertThat(removals()).hasSize(1);
        assertThat(Files.exists(directory.resolve(STREAM + ".0000000000000001.jsonl")))
                .isFalse();
    }

    @Test
    void aSegmentIsThereUntilACheckpointVouchesForWhatComesAfterIt() throws IOException {
        fixture.retention = new Retention(false, WEEK, 0);
        boolean[] signs = {false};
        CheckpointSink sink = checkpoint -> {};
        fixture.witnesses = new Witnesses(List.of(sink), text -> {
            if (!signs[0]) {
                throw new IllegalStateException("The key is not there");
            }
            return new byte[64];
        });
        try (Ledger ledger = fixture.open()) {
            fixture.fillSegment(ledger);
            fixture.clock.move(WEEK.plusDays(1));
            fixture.round(ledger);
            assertThat(removals()).isEmpty();

            signs[0] = true;
            fixture.clock.move(Duration.ofMinutes(1));
            fixture.round(ledger);

            assertThat(removals()).hasSize(1);
        }
    }

    /** Every step: the process is killed there, and another one starts on what is left. */
    @Test
    void killedAnywhereTheRemovalIsSaidOnceAndTheNextStartFinishesIt(@TempDir Path runs) throws IOException {
        int step = 0;
        boolean wasKilled = true;
        while (wasKilled) {
            StoppingFiles files = new StoppingFiles(step);
            LedgerFixture victim = new LedgerFixture(Files.createDirectories(runs.resolve("killed-" + step)));
            Path left = Files.createDirectories(runs.resolve("left-" + step));
            victim.maxSize = 4096;
            victim.maxAge = Duration.ofDays(1000);
            victim.retention = new Retention(false, WEEK, 0);
            victim.archive = files;
            try (Ledger ledger = victim.open()) {
                victim.fillSegment(ledger);
                victim.fillSegment(ledger);
                victim.clock.move(WEEK.plusDays(1));
                victim.round(ledger);
                wasKilled = files.isStopped();
                victim.copyTo(left);
            }

            assertThat(Verifier.ofChain().directory(left).damages())
                    .as("what is left after step %d", step)
                    .isEmpty();

            LedgerFixture next = new LedgerFixture(left);
            next.clock.move(Duration.ofDays(9));
            next.maxAge = Duration.ofDays(1000);
            next.retention = victim.retention;
            try (Ledger ledger = next.open()) {
                next.append(ledger, 1);
                next.round(ledger);
            }

            assertThat(Verifier.ofChain().directory(left).damages())
                    .as("killed at step %d", step)
                    .isEmpty();
            assertThat(removals(left)).as("killed at step %d", step).hasSize(2);
            assertThat(ChainCheck.segments(left, STREAM))
                    .as("killed at step %d", step)
                    .hasSize(1);
            step++;
        }
        assertThat(step).isGreaterThan(5);
    }

    private List<JsonNode> removals() {
        return removals(directory);
    }

    private static List<JsonNode> removals(Path directory) {
        return ChainCheck.lines(directory, STREAM).stream()
                .filter(line -> line.path("control").stringValue("").equals("segment-removed"))
                .toList();
    }

    private long size() throws IOException {
        long size = 0;
        for (Path segment : ChainCheck.segments(directory, STREAM)) {
            size += Files.size(segment);
        }
        return size;
    }

    private static String last(Path compressed) throws IOException {
        List<String> lines = ChainCheck.wholeLines(compressed);
        return lines.get(lines.size() - 1);
    }
}
