package io.audittrail.ledger;

import static io.audittrail.ledger.LedgerFixture.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
import tools.jackson.databind.json.JsonMapper;

class RecoveryTests {

    private static final String NOT_OF_THIS_STREAM =
            "{\"v\":1,\"@timestamp\":\"2026-11-20T22:05:31.123456Z\",\"stream\":\"other\",\"control\":\"started\","
                    + "\"details\":{},\"seq\":7,"
                    + "\"hash\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}\n";

    @TempDir
    Path directory;

    private LedgerFixture fixture;
    private Path first;

    @BeforeEach
    void setUp() throws IOException {
        fixture = new LedgerFixture(directory);
        first = directory.resolve(STREAM + ".0000000000000001.jsonl");
        write(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"v\":1,\"@timestamp\":\"2026-11",
                "garbage",
                "\u0000\u0000\u0000",
                "{\"v\":1}\n",
                "\n",
                NOT_OF_THIS_STREAM
            })
    void aTornLastLineIsCutAndKeptBeside(String tail) throws IOException {
        Files.writeString(first, tail, StandardOpenOption.APPEND);

        write(2);

        assertThat(ids()).containsExactly(1, 2);
        assertThat(ChainCheck.segments(directory, STREAM)).containsExactly(first);
        assertThat(torn()).singleElement().satisfies(torn -> {
            assertThat(torn.getFileName().toString()).startsWith(first.getFileName() + ".torn-");
            assertThat(Files.readString(torn)).isEqualTo(tail);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(torn)))
                    .isEqualTo("rw-------");
        });
        JsonNode repaired = ChainCheck.lines(directory, STREAM).get(4);
        assertThat(repaired.path("control").stringValue()).isEqualTo("tail-repaired");
        assertThat(repaired.path("details").path("file").stringValue())
                .isEqualTo(first.getFileName().toString());
        assertThat(repaired.path("details").path("bytes").intValue()).isEqualTo(tail.length());
    }

    @Test
    void everyCutOfTheLastLineIsRepaired() throws IOException {
        byte[] whole = Files.readAllBytes(first);
        int last = lastLine(whole);
        for (int cut = last; cut < whole.length; cut += 7) {
            for (Path each : torn()) {
                Files.delete(each);
            }
            Files.write(first, Arrays.copyOf(whole, cut));

            write(2);

            assertThat(ids()).as("cut at %d", cut).containsExactly(1, 2);
            assertThat(torn()).hasSize(cut == last ? 0 : 1);
        }
    }

    @Test
    void aFirstWriteThatTornIsBegunAnew() throws IOException {
        Files.writeString(first, "{\"v\":1,\"@time");

        write(2);

        assertThat(ids()).containsExactly(2);
        assertThat(ChainCheck.controls(directory, STREAM))
                .containsExactly("segment-opened", "tail-repaired", "started", "stopped");
    }

    @Test
    void anEmptyFirstSegmentIsUsed() throws IOException {
        Files.write(first, new byte[0]);

        write(2);

        assertThat(ids()).containsExactly(2);
        assertThat(ChainCheck.segments(directory, STREAM)).containsExactly(first);
    }

    @Test
    void anEmptyLastSegmentIsUsed() throws IOException {
        Path empty = Files.createFile(directory.resolve(STREAM + ".0000000000000005.jsonl"));

        write(2);

        assertThat(ids()).containsExactly(1, 2);
        assertThat(ChainCheck.segments(directory, STREAM)).containsExactly(first, empty);
        assertThat(Files.size(empty)).isPositive();
    }

    @Test
    void aSegmentThatTornAtItsBeginningIsUsed() throws IOException {
        Path second = directory.resolve(STREAM + ".0000000000000005.jsonl");
        Files.writeString(second, "{\"v\":1,\"@time");

        write(2);

        assertThat(ids()).containsExactly(1, 2);
        assertThat(ChainCheck.segments(directory, STREAM)).containsExactly(first, second);
        assertThat(ChainCheck.controls(directory, STREAM)).contains("tail-repaired");
    }

    @Test
    void aLogThatDoesNotEndAsItShouldIsNotContinuedInSilence() throws IOException {
        Files.writeString(first, "one\ntwo\n", StandardOpenOption.APPEND);
        String before = Files.readString(first);

        write(2);

        assertBroken(first, 5);
        assertThat(Files.readString(first)).isEqualTo(before);
    }

    @Test
    void aSegmentThatWasEmptiedIsNotContinuedInSilence() throws IOException {
        Path emptied = Files.createFile(directory.resolve(STREAM + ".0000000000000017.jsonl"));

        write(2);

        assertBroken(emptied, 18);
    }

    @Test
    void aLogWithoutItsBeginningIsNotBegunAnewInSilence() throws IOException {
        Files.delete(first);
        Path emptied = Files.createFile(directory.resolve(STREAM + ".0000000000000017.jsonl"));

        write(2);

        assertBroken(emptied, 18);
    }

    @Test
    void anEmptySegmentOfALogThatIsAheadIsPassedOver() throws IOException {
        Files.createFile(directory.resolve(STREAM + ".0000000000000003.jsonl"));

        write(2);

        assertThat(ids()).containsExactly(1, 2);
    }

    @Test
    void linesOfAnyLengthArePassed() throws IOException {
        Files.delete(first);
        write("x".repeat(5_000_000));
        fixture.clock.move(Duration.ofSeconds(1));
        write(2);

        assertThat(ChainCheck.records(directory, STREAM)).hasSize(2);
    }

    private void assertBroken(Path found, long seq) throws IOException {
        Path segment = directory.resolve(Segment.name(STREAM, seq));
        List<String> lines = Files.readAllLines(segment);
        JsonNode line = new JsonMapper().readTree(lines.get(0));
        assertThat(line.path("control").stringValue()).isEqualTo("chain-broken");
        assertThat(line.path("seq").longValue()).isEqualTo(seq);
        assertThat(line.path("details").path("file").stringValue())
                .isEqualTo(found.getFileName().toString());
        assertThat(line.path("details").propertyNames()).contains("expected", "found");
        assertThat(line.path("hash").stringValue()).isEqualTo(ChainCheck.hash(new byte[32], lines.get(0)));
        assertThat(lines).hasSize(4);
    }

    private void write(Object id) throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, id);
        }
    }

    private List<Integer> ids() {
        return ChainCheck.records(directory, STREAM).stream()
                .map(line -> line.path("entityId").intValue())
                .toList();
    }

    private List<Path> torn() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().contains(".torn-")).toList();
        }
    }

    private static int lastLine(byte[] bytes) {
        int i = bytes.length - 1;
        while (bytes[i - 1] != '\n') {
            i--;
        }
        return i;
    }
}
