package io.audittrail.trail;

import static io.audittrail.trail.WrittenLog.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.audittrail.ChangeSet;
import io.audittrail.line.Records;
import io.audittrail.trail.LogInventory.Part;
import io.audittrail.trail.LogInventory.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogInventoryTests {

    @TempDir
    Path directory;

    @Test
    void segmentsAreToldByTheOnesAfterThemAndTheNewestByItsEnds() throws IOException {
        WrittenLog log = new WrittenLog(directory, "sam");
        log.started(0).changes(set(5)).changes(set(3)).changes(set(4));
        log.roll(6).record(7, 4).roll(8).record(9, 5);
        Path last = log.write();
        Path first = WrittenLog.compress(directory.resolve("sam.0000000000000001.jsonl"));

        Stored stream = only();

        assertThat(stream.stream()).isEqualTo("sam");
        assertThat(stream.parts())
                .containsExactly(
                        new Part(1, 4, at(3), at(5), Files.size(first), true, false),
                        new Part(
                                5,
                                6,
                                at(6),
                                at(7),
                                Files.size(directory.resolve("sam.0000000000000005.jsonl")),
                                false,
                                false),
                        new Part(7, 8, at(8), at(9), Files.size(last), false, true));
        assertThat(stream.firstSeq()).isEqualTo(1);
        assertThat(stream.lastSeq()).isEqualTo(8);
        assertThat(stream.firstTime()).isEqualTo(at(3));
        assertThat(stream.lastTime()).isEqualTo(at(9));
        assertThat(stream.bytes()).isEqualTo(size());
        assertThat(Files.readString(last)).endsWith("\"hash\":\"" + stream.hash() + "\"}\n");
    }

    @Test
    void nothingIsReadOfASegmentThatTheNextOneTellsOf() throws IOException {
        WrittenLog log = new WrittenLog(directory, "sam");
        log.started(0).changes(set(1)).roll(2).record(3, 2).write();
        Path first = directory.resolve("sam.0000000000000001.jsonl");
        List<String> lines = Files.readAllLines(first);
        Files.writeString(first, lines.get(0) + "\nnothing of a log, and no end");

        assertThat(only().parts().get(0).lastSeq()).isEqualTo(2);
    }

    @Test
    void segmentThatNoOtherTellsOfIsReadFromItsEnd() throws IOException {
        WrittenLog log = new WrittenLog(directory, "sam");
        log.started(0).record(1, 1).breakChain(5).record(6, 2).write();

        Stored stream = only();

        assertThat(stream.parts())
                .extracting(Part::firstSeq, Part::lastSeq, Part::firstTime, Part::lastTime)
                .containsExactly(tuple(1L, 2L, at(0), at(1)), tuple(13L, 14L, at(5), at(6)));
    }

    @Test
    void missingSegmentLeavesItsNeighboursAsTheyAre() throws IOException {
        WrittenLog log = new WrittenLog(directory, "sam");
        log.started(0).record(1, 1).roll(2).record(3, 2).roll(4).record(5, 3).write();
        Files.delete(directory.resolve("sam.0000000000000003.jsonl"));

        assertThat(only().parts())
                .extracting(Part::firstSeq, Part::lastSeq)
                .containsExactly(tuple(1L, 2L), tuple(5L, 6L));
    }

    @Test
    void lineThatIsJustBeingWrittenIsNotTheLastOne() throws IOException {
        WrittenLog log = new WrittenLog(directory, "sam");
        Path file = log.started(0).record(1, 1).write();
        Files.writeString(file, "{\"v\":1,\"@time", StandardOpenOption.APPEND);

        assertThat(only().lastSeq()).isEqualTo(2);
        assertThat(only().lastTime()).isEqualTo(at(1));
    }

    @Test
    void longLastLineIsFound() throws IOException {
        WrittenLog log = new WrittenLog(directory, "sam");
        Path file = log.started(0).record(1, "x".repeat(300_000)).write();

        assertThat(only().lastSeq()).isEqualTo(2);
        WrittenLog.compress(file);
        assertThat(only().lastSeq()).isEqualTo(2);
        assertThat(only().hash()).hasSize(64);
    }

    @Test
    void emptyNewestSegmentHasNoLineAndTheHeadIsBefore() throws IOException {
        WrittenLog log = new WrittenLog(directory, "sam");
        log.started(0).record(1, 1).write();
        Files.createFile(directory.resolve("sam.0000000000000003.jsonl"));

        Stored stream = only();

        assertThat(stream.lastSeq()).isEqualTo(2);
        assertThat(stream.lastTime()).isEqualTo(at(1));
        assertThat(stream.hash()).isNotNull();
    }

    @Test
    void fileThatIsNoLogIsShownWithoutLines() throws IOException {
        Files.writeString(directory.resolve("sam.0000000000000001.jsonl"), "x\n".repeat(100_000));
        Stored stream = only();
        assertThat(stream.lastSeq()).isZero();
        assertThat(stream.hash()).isNull();
        assertThat(stream.firstTime()).isNull();
        assertThat(stream.bytes()).isEqualTo(200_000);
    }

    @Test
    void streamsStandInOrderAndOtherFilesAreNone() throws IOException {
        new WrittenLog(directory, "b").started(0).write();
        new WrittenLog(directory, "a").started(0).write();
        Files.writeString(directory.resolve("notes.txt"), "x");
        assertThat(LogInventory.of(directory)).extracting(Stored::stream).containsExactly("a", "b");
    }

    private static ChangeSet set(int second) {
        return new ChangeSet(
                Records.TX, at(second), "sam", Records.set(Records.update(1)).records(), Map.of());
    }

    private Stored only() throws IOException {
        List<Stored> streams = LogInventory.of(directory);
        assertThat(streams).hasSize(1);
        return streams.get(0);
    }

    private long size() throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                size += Files.size(file);
            }
        }
        return size;
    }
}
