package io.audittrail.ledger;

import static io.audittrail.ledger.LedgerFixture.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Checkpoint;
import io.audittrail.CheckpointSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A log that is opened, beside what somebody else remembers of it. */
class AnchorsTests {

    @TempDir
    Path directory;

    private final Memory memory = new Memory();
    private LedgerFixture fixture;

    static final class Memory implements CheckpointSink {

        final List<Checkpoint> all = new ArrayList<>();
        boolean fails;

        @Override
        public void accept(Checkpoint checkpoint) {
            all.add(checkpoint);
        }

        @Override
        public @Nullable Checkpoint last(String stream) {
            if (fails) {
                throw new IllegalStateException("The database is not there");
            }
            return all.isEmpty() ? null : all.get(all.size() - 1);
        }

        long seq() {
            return all.get(all.size() - 1).seq();
        }
    }

    @BeforeEach
    void setUp() throws IOException {
        fixture = new LedgerFixture(directory);
        fixture.maxSize = 4096;
        fixture.maxAge = Duration.ofDays(1000);
        fixture.witnesses = new Witnesses(List.of(memory), null);
        try (Ledger ledger = fixture.open()) {
            fixture.fillSegment(ledger);
            fixture.fillSegment(ledger);
        }
    }

    @Test
    void aLogThatIsAsItWasLeftGoesOn() throws IOException {
        assertGoesOn();
    }

    @Test
    void aLogThatHasGrownAfterTheCheckpointGoesOn() throws IOException {
        memory.all.subList(1, memory.all.size()).clear();

        assertGoesOn();
    }

    @Test
    void aCheckpointOfAnEarlierSegmentIsLookedForThere() throws IOException {
        List<JsonNode> lines = ChainCheck.lines(directory, STREAM);
        remember(lines.get(2));
        assertGoesOn();

        fixture.retention = new Retention(true, null, 0);
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.round(ledger);
        }
        assertThat(ChainCheck.segments(directory, STREAM).get(0).toString()).endsWith(".gz");
        remember(lines.get(2));
        assertGoesOn();

        memory.all.add(new Checkpoint(STREAM, 3, "0".repeat(64), fixture.clock.instant(), null));
        long seq = ChainCheck.lines(directory, STREAM).size();
        assertBroken(seq + 1, "hash " + lines.get(2).path("hash").stringValue());
    }

    @Test
    void aCheckpointOfARemovedSegmentFits() throws IOException {
        List<JsonNode> lines = ChainCheck.lines(directory, STREAM);
        fixture.retention = new Retention(true, Duration.ofDays(1), 0);
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.round(ledger);
            fixture.clock.move(Duration.ofDays(2));
            fixture.round(ledger);
        }
        assertThat(ChainCheck.segments(directory, STREAM)).hasSize(1);

        remember(lines.get(2));
        assertGoesOn();
    }

    @Test
    void aTailThatWasCutIsNotContinued() throws IOException {
        Path last = last();
        List<String> lines = Files.readAllLines(last);
        Files.write(last, lines.subList(0, lines.size() - 1));
        long seq = memory.seq();

        assertBroken(seq + 1, "an end at seq " + (seq - 1));
        assertGoesOn();
    }

    @Test
    void aLastSegmentThatWasDeletedIsNotContinued() throws IOException {
        Files.delete(last());

        assertBroken(memory.seq() + 1, "an end at seq");
    }

    @Test
    void whereEverythingIsGoneTheLogDoesNotBeginAnew() throws IOException {
        for (Path segment : ChainCheck.segments(directory, STREAM)) {
            Files.delete(segment);
        }

        assertBroken(memory.seq() + 1, "no lines");
    }

    @Test
    void aSegmentThatWasEmptiedIsNotContinued() throws IOException {
        for (Path segment : ChainCheck.segments(directory, STREAM)) {
            Files.write(segment, new byte[0]);
        }

        assertBroken(memory.seq() + 1, "empty file");
    }

    @Test
    void aLogThatWasWrittenAnewIsNotContinued(@TempDir Path other) throws IOException {
        LedgerFixture forger = new LedgerFixture(other);
        forger.maxSize = 4096;
        try (Ledger ledger = forger.open()) {
            forger.append(ledger, "forged");
            while (ledger.seq() < memory.seq()) {
                forger.append(ledger, 1);
            }
        }
        for (Path segment : ChainCheck.segments(directory, STREAM)) {
            Files.delete(segment);
        }
        forger.copyTo(directory);

        assertBroken(ChainCheck.lines(other, STREAM).size() + 1L, "hash ");
    }

    @Test
    void aSinkThatCannotTellKeepsNobodyFromWritingAndIsShown() throws IOException {
        memory.fails = true;

        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            assertThat(ledger.report().problems())
                    .singleElement()
                    .asString()
                    .contains("was not compared", Memory.class.getName(), "The database is not there");
        }
        assertThat(fixture.failures.report().failures()).containsEntry("checkpoint-failed", 1L);
        assertThat(ChainCheck.controls(directory, STREAM)).doesNotContain("chain-broken");
    }

    @ParameterizedTest
    @CsvSource({
        STREAM + ", 10000000000000000, 64",
        STREAM + ", 9223372036854775807, 64",
        STREAM + ", 0, 64",
        STREAM + ", 2, 63",
        "another, 2, 64"
    })
    void anAnswerThatIsNoCheckpointDoesNotBreakTheChainAndIsShown(String stream, long seq, int digits)
            throws IOException {
        memory.all.add(new Checkpoint(stream, seq, "0".repeat(digits), fixture.clock.instant(), null));

        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            assertThat(ledger.report().problems())
                    .singleElement()
                    .asString()
                    .contains("was not compared", Memory.class.getName(), "no checkpoint of the stream");
        }
        assertThat(ChainCheck.controls(directory, STREAM)).doesNotContain("chain-broken");
    }

    @Test
    void aCompressedHeadIsGoneOnWithInANewSegment() throws IOException {
        fixture.retention = new Retention(true, null, 0);
        fixture.witnesses = Witnesses.NONE;
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.round(ledger);
        }
        Files.delete(last());
        int lines = ChainCheck.lines(directory, STREAM).size();

        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 2);
        }

        assertThat(ChainCheck.lines(directory, STREAM)).hasSize(lines + 4);
        assertThat(last()).hasFileName(Segment.name(STREAM, lines + 1L));
    }

    @Test
    void aCompressedHeadThatCannotBeReadIsNotContinued() throws IOException {
        fixture.retention = new Retention(true, null, 0);
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.round(ledger);
        }
        Files.delete(last());
        byte[] bytes = Files.readAllBytes(last());
        bytes[bytes.length / 2] ^= 1;
        Files.write(last(), bytes);

        assertBroken(memory.seq() + 1, "gzip member");
    }

    @Test
    void whoIsKnownOnlyLaterIsAskedBesideALedgerThatIsWritten() throws IOException {
        remember(ChainCheck.lines(directory, STREAM).get(2));
        fixture.witnesses = Witnesses.NONE;
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);

            ledger.compare(memory);

            assertThat(ledger.report().problems()).isEmpty();
        }
    }

    @Test
    void whoIsKnownOnlyLaterFindsThatEverythingIsGone() throws IOException {
        remember(ChainCheck.lines(directory, STREAM).get(2));
        fixture.witnesses = Witnesses.NONE;
        try (Ledger ledger = fixture.open()) {
            for (Path segment : ChainCheck.segments(directory, STREAM)) {
                Files.delete(segment);
            }

            ledger.compare(memory);

            assertThat(ledger.report().problems())
                    .anySatisfy(problem -> assertThat(problem).contains("found was no segment"));
        }
    }

    @Test
    void whoIsKnownOnlyLaterIsNotShownWhereALinkLeads(@TempDir Path elsewhere) throws IOException {
        remember(ChainCheck.lines(directory, STREAM).get(2));
        fixture.witnesses = Witnesses.NONE;
        try (Ledger ledger = fixture.open()) {
            Path first = ChainCheck.segments(directory, STREAM).get(0);
            Path moved = Files.move(first, elsewhere.resolve("moved"));
            Files.createSymbolicLink(first, moved);

            ledger.compare(memory);

            assertThat(ledger.report().problems())
                    .anySatisfy(problem -> assertThat(problem).contains("could not be compared", "follows no links"));
        }
    }

    private void assertGoesOn() throws IOException {
        int before = memory.all.size();
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            assertThat(ledger.report().problems()).isEmpty();
        }
        assertThat(memory.all).hasSizeGreaterThan(before);
    }

    private void assertBroken(long seq, String found) throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            assertThat(ledger.report().problems())
                    .singleElement()
                    .asString()
                    .contains("is broken at seq " + seq, found);
        }
        assertThat(fixture.failures.report().failures()).containsEntry("chain-broken", 1L);
        Path segment = directory.resolve(Segment.name(STREAM, seq));
        String first = Files.readAllLines(segment).get(0);
        JsonNode line = new JsonMapper().readTree(first);
        assertThat(line.path("control").stringValue()).isEqualTo("chain-broken");
        assertThat(line.path("seq").longValue()).isEqualTo(seq);
        assertThat(line.path("details").path("found").stringValue()).contains(found);
        assertThat(line.path("hash").stringValue()).isEqualTo(ChainCheck.hash(new byte[32], first));
        assertThat(memory.seq()).isGreaterThan(seq);
    }

    private void remember(JsonNode line) {
        memory.all.add(new Checkpoint(
                STREAM, line.path("seq").longValue(), line.path("hash").stringValue(), fixture.clock.instant(), null));
    }

    private Path last() {
        List<Path> segments = ChainCheck.segments(directory, STREAM);
        return segments.get(segments.size() - 1);
    }
}
