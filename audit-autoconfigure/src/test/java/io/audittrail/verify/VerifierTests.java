package io.audittrail.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.Checkpoint;
import io.audittrail.segment.SegmentDirectory;
import io.audittrail.segment.StoredSegment;
import io.audittrail.verify.Damage.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTests {

    @TempDir
    Path directory;

    @Test
    void aWholeLogIsWhole() throws IOException {
        TestLog log = TestLog.small(directory);

        Verification found = verify();

        assertThat(found.damages()).isEmpty();
        assertThat(found.isWhole()).isTrue();
        assertThat(found.streams()).hasSize(1);
        StreamVerification stream = found.streams().get(0);
        assertThat(stream.stream()).isEqualTo(TestLog.STREAM);
        assertThat(stream.lines()).isEqualTo(10);
        assertThat(stream.firstSeq()).isEqualTo(1);
        assertThat(stream.lastSeq()).isEqualTo(10);
        assertThat(stream.hash()).isEqualTo(log.head().hash());
        assertThat(stream.bytes())
                .isEqualTo(Files.size(log.file(0)) + Files.size(log.file(1)) + Files.size(log.file(2)));
    }

    @Test
    void streamsAreVerifiedEachOnItsOwn() throws IOException {
        TestLog.small(directory);
        TestLog other = new TestLog(directory, "sam-web-2").segment().record(1).written();
        new TestLog(directory, "sam-web-3").segment().record(1).written();
        change(other.file(0), "New", "Nev");

        Verification found = verify();

        assertThat(found.damages()).extracting(Damage::kind).containsExactly(Kind.WRONG_HASH);
        assertThat(found.streams()).extracting(StreamVerification::damageCount).containsExactly(0L, 1L, 0L);
    }

    @Test
    void compressedSegmentsAreVerifiedToo() throws IOException {
        TestLog log = TestLog.small(directory).compress(0).compress(1);
        assertWhole();

        Files.delete(log.file(0));
        Files.delete(log.file(1));
        assertWhole();

        byte[] gzip = Files.readAllBytes(log.compressedFile(1));
        gzip[gzip.length / 2] ^= 4;
        Files.write(log.compressedFile(1), gzip);
        assertThat(verify().damages()).extracting(Damage::kind).contains(Kind.DAMAGED_GZIP);
    }

    @Test
    void aSegmentAndItsCompressedFormMustBeTheSame() throws IOException {
        TestLog log = TestLog.small(directory).compress(1);
        Files.delete(log.compressedFile(1));
        Files.copy(log.compress(0).compressedFile(0), log.compressedFile(1));

        assertDamage(Kind.COPIES_DIFFER, log.compressedFile(1), 0, 4);
    }

    @Test
    void aChangedLineIsFoundOnce() throws IOException {
        TestLog log = TestLog.small(directory);
        change(log.file(1), "\"entityId\":2", "\"entityId\":7");

        assertDamage(Kind.WRONG_HASH, log.file(1), 2, 5);
    }

    @Test
    void aLineThatIsNoneIsFoundOnce() throws IOException {
        TestLog log = TestLog.small(directory);
        List<String> lines = Files.readAllLines(log.file(1));
        lines.set(1, "{}");
        Files.write(log.file(1), lines);

        assertDamage(Kind.MALFORMED_LINE, log.file(1), 2, 5);
    }

    @Test
    void aLaterFormatIsSaid() throws IOException {
        TestLog log = TestLog.small(directory);
        List<String> lines = Files.readAllLines(log.file(1));
        lines.set(1, lines.get(1).replace("{\"v\":1,", "{\"v\":27,"));
        Files.write(log.file(1), lines);

        assertDamage(Kind.UNKNOWN_VERSION, log.file(1), 2, 5)
                .hasToString(
                        "sam-web-1.0000000000000004.jsonl:2 seq 5: unknown-version: expected version 1 of the format, found 27");
    }

    @Test
    void aLineOfAnotherStreamIsFound() throws IOException {
        TestLog log = TestLog.small(directory);
        TestLog other = TestLog.small(Files.createDirectory(directory.resolve("other")));
        List<String> lines = Files.readAllLines(other.file(1));
        Files.writeString(
                log.file(1),
                Files.readString(log.file(1)).replace(lines.get(1), lines.get(1).replace("web-1", "web-2")));

        assertDamage(Kind.WRONG_STREAM, log.file(1), 2, 5);
    }

    @Test
    void aMissingLineIsFoundOnce() throws IOException {
        TestLog log = TestLog.small(directory);
        List<String> lines = Files.readAllLines(log.file(1));
        lines.remove(2);
        Files.write(log.file(1), lines);

        assertDamage(Kind.WRONG_SEQ, log.file(1), 3, 7);
    }

    @Test
    void whatIsDamagedBehindOtherDamageIsFoundToo() throws IOException {
        TestLog log = TestLog.small(directory);
        change(log.file(0), "\"entityId\":1", "\"entityId\":7");
        change(log.file(1), "\"entityId\":2", "\"entityId\":7");
        change(log.file(2), "\"entityId\":5", "\"entityId\":7");

        assertThat(verify().damages()).extracting(Damage::seq).containsExactly(3L, 5L, 9L);
    }

    @Test
    void aTornLineIsDamage() throws IOException {
        TestLog log = TestLog.small(directory);
        Files.writeString(log.file(2), "{\"v\":1,\"@time", StandardOpenOption.APPEND);

        assertDamage(Kind.TORN_LINE, log.file(2), 4, 11);
    }

    @Test
    void aLineThatIsBeingWrittenIsNone() throws Exception {
        TestLog log = TestLog.small(directory);
        Files.writeString(log.file(2), "{\"v\":1,\"@time", StandardOpenOption.APPEND);

        assertWholeWhile(() -> Files.writeString(log.file(2), "x", StandardOpenOption.APPEND));
    }

    @Test
    void theFirstLineMustOpenTheSegment() throws IOException {
        TestLog log = TestLog.small(directory);
        String text = Files.readString(log.file(1));
        Files.delete(log.file(1));
        Files.writeString(log.file(0), text, StandardOpenOption.APPEND);

        assertDamage(Kind.WRONG_OPENING, log.file(0), 4, 4);
    }

    @Test
    void aSegmentThatIsCutInTwoIsFound() throws IOException {
        TestLog log = TestLog.small(directory);
        List<String> lines = Files.readAllLines(log.file(0));
        Files.write(log.file(0), lines.subList(0, 2));
        Files.write(directory.resolve(TestLog.STREAM + ".0000000000000003.jsonl"), lines.subList(2, 3));

        assertThat(verify().damages()).extracting(Damage::kind).contains(Kind.WRONG_OPENING);
    }

    @Test
    void theFirstLineMustNameTheFileBefore() throws IOException {
        TestLog log = TestLog.small(directory);
        List<String> lines = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            lines.addAll(Files.readAllLines(log.file(n)));
        }
        lines.set(7, lines.get(7).replace("0004.jsonl", "0005.jsonl"));
        List<String> forged = TestLog.forged(TestLog.STREAM, lines).lines().toList();
        Files.write(log.file(2), forged.subList(7, 10));

        assertDamage(Kind.WRONG_OPENING, log.file(2), 1, 8);
    }

    @Test
    void theNameMustFitTheFirstLine() throws IOException {
        TestLog log = TestLog.small(directory);
        Path renamed = directory.resolve(TestLog.STREAM + ".0000000000000005.jsonl");
        Files.move(log.file(1), renamed);

        assertDamage(Kind.WRONG_NAME, renamed, 1, 4);
    }

    @Test
    void aMissingSegmentIsFound() throws IOException {
        TestLog log = TestLog.small(directory);
        Files.delete(log.file(1));

        assertDamage(Kind.MISSING_LINES, log.file(2), 1, 8);
    }

    @Test
    void aMissingStartIsFound() throws IOException {
        TestLog log = TestLog.small(directory);
        Files.delete(log.file(0));

        assertDamage(Kind.MISSING_START, log.file(1), 1, 4);
    }

    @Test
    void aMissingStartIsFineWhereALineSaysThatItWasRemoved() throws IOException {
        TestLog log = TestLog.small(directory).remove(0).remove(1).written();

        assertWhole();
        StreamVerification stream = verify().streams().get(0);
        assertThat(stream.startRemoved()).isTrue();
        assertThat(stream.firstSeq()).isEqualTo(8);
        assertThat(log.head().seq()).isEqualTo(12);
    }

    @Test
    void moreMissingThanWasRemovedIsFound() throws IOException {
        TestLog log = TestLog.small(directory).remove(0).written();
        assertWhole();

        Files.delete(log.file(1));

        assertDamage(Kind.MISSING_START, log.file(2), 1, 8);
    }

    @Test
    void aRemovalOfOtherLinesDoesNotFit() throws IOException {
        TestLog log = TestLog.small(directory);
        log.control("segment-removed", Map.of("file", "x", "firstSeq", 1L, "seq", 3L, "hash", "0".repeat(64)))
                .written();
        Files.delete(log.file(0));

        assertDamage(Kind.MISSING_START, log.file(1), 1, 4);
    }

    @Test
    void aRemovalIsLookedForInSegmentsThatWereBegunSinceTheDirectoryWasListed() throws IOException {
        TestLog log = TestLog.small(directory);
        List<StoredSegment> listed =
                SegmentDirectory.list(directory).segments(TestLog.STREAM).subList(1, 3);
        log.record(6).segment().record(7).remove(0).segment().record(8).written();

        StreamVerification found = SegmentsCheck.of(TestLog.STREAM, listed, null, untold());

        assertThat(found.damages()).isEmpty();
        assertThat(found.startRemoved()).isTrue();
        assertThat(found.lastSeq()).isEqualTo(log.head().seq());
    }

    @Test
    void whatWasToBeRemovedMayStillBeThere() throws IOException {
        TestLog log = TestLog.small(directory);
        byte[] first = Files.readAllBytes(log.file(0));
        log.remove(0).written();
        Files.write(log.file(0), first);

        assertWhole();
        assertThat(verify().streams().get(0).startRemoved()).isFalse();
    }

    @Test
    void whatFollowsTheBytesThatCountDoesNotCount() throws IOException {
        TestLog log = new TestLog(directory).segment().record(1).written();
        long length = Files.size(log.file(0));
        String line = Files.readAllLines(log.file(0)).get(1);
        Files.writeString(log.file(0), line + "\nhalf a li", StandardOpenOption.APPEND);
        byte[] withRest = Files.readAllBytes(log.file(0));
        log.segment(length).record(2).written();
        Files.write(log.file(0), withRest);
        assertWhole();

        log.compress(0);
        assertWhole();
        Files.delete(log.file(0));
        assertWhole();

        byte[] gzip = Files.readAllBytes(log.compressedFile(0));
        gzip[gzip.length - 1] ^= 1;
        Files.write(log.compressedFile(0), gzip);
        assertThat(verify().damages()).extracting(Damage::kind).containsExactly(Kind.DAMAGED_GZIP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"half a li", "%s\nhalf a li", "%s\n"})
    void whatDoesNotCountAsASegmentSaysThatWasBegunMeanwhileIsNoDamage(String rest) throws IOException {
        TestLog log = new TestLog(directory).segment().record(1).written();
        List<StoredSegment> before = SegmentDirectory.list(directory).segments(TestLog.STREAM);
        long length = Files.size(log.file(0));
        Files.writeString(
                log.file(0), rest.formatted(Files.readAllLines(log.file(0)).get(1)), StandardOpenOption.APPEND);
        byte[] withRest = Files.readAllBytes(log.file(0));
        assertThat(Verifier.verify(TestLog.STREAM, before, directory, null, untold())
                        .damageCount())
                .isPositive();

        log.segment(length).record(2).written();
        Files.write(log.file(0), withRest);

        assertThat(Verifier.verify(TestLog.STREAM, before, directory, null, untold())
                        .damages())
                .isEmpty();
    }

    @Test
    void theEndOfAWriteThatFailedMayBeCutOff() throws Exception {
        TestLog log = TestLog.small(directory);
        long length = Files.size(log.file(2));
        Files.writeString(log.file(2), "x".repeat(1_000_000), StandardOpenOption.APPEND);

        try (FileChannel file = FileChannel.open(log.file(2), StandardOpenOption.WRITE)) {
            assertWholeWhile(() -> file.truncate(Math.max(length, file.size() - 1)));
        }
    }

    @Test
    void fewerBytesThanCountAreFound() throws IOException {
        TestLog log = new TestLog(directory).segment().record(1).record(2).written();
        byte[] whole = Files.readAllBytes(log.file(0));
        log.segment(whole.length).record(3).written();
        List<String> lines = Files.readAllLines(log.file(0));
        Files.write(log.file(0), lines.subList(0, 2));

        assertDamage(Kind.MISSING_LINES, log.file(0), 2, 2);
    }

    @Test
    void aBrokenChainIsDamageAndWhatFollowsIsVerified() throws IOException {
        TestLog log = TestLog.small(directory).broken(20).record(6).record(7);
        log.segment().record(8).written();

        assertDamage(Kind.CHAIN_BROKEN, log.file(3), 1, 21)
                .hasToString("sam-web-1.0000000000000021.jsonl:1 seq 21: chain-broken: the writer expected a ?[31m, and"
                        + " found b in c");
        assertThat(verify().streams().get(0).lastSeq()).isEqualTo(25);

        change(log.file(4), "\"entityId\":8", "\"entityId\":9");
        assertThat(verify().damages()).extracting(Damage::kind).containsExactly(Kind.CHAIN_BROKEN, Kind.WRONG_HASH);
    }

    @Test
    void aChainThatIsBrokenByACheckpointNamesNoFile() throws IOException {
        TestLog log = TestLog.small(directory)
                .broken(20, Map.of("expected", "seq 20", "found", "no lines"))
                .written();

        assertDamage(Kind.CHAIN_BROKEN, log.file(3), 1, 21)
                .asString()
                .endsWith("the writer expected seq 20, and found no lines");
    }

    @Test
    void anEmptyFileWhereTheNextLineBelongsIsFine() throws IOException {
        TestLog.small(directory);
        Files.createFile(directory.resolve(TestLog.STREAM + ".0000000000000011.jsonl"));
        Files.createFile(directory.resolve("fresh.0000000000000001.jsonl"));

        assertWhole();
        assertThat(verify().streams().get(0).lines()).isZero();
    }

    @Test
    void anEmptyFileThatHidesLinesIsFound() throws IOException {
        TestLog log = TestLog.small(directory);
        Path empty = Files.createFile(directory.resolve(TestLog.STREAM + ".0000000000000012.jsonl"));
        assertDamage(Kind.MISSING_LINES, empty, 0, 11);

        Files.delete(empty);
        Files.write(log.file(1), new byte[0]);
        assertDamage(Kind.MISSING_LINES, log.file(2), 1, 8);
    }

    @Test
    void aLinkIsNoSegment() throws IOException {
        TestLog log = TestLog.small(directory);
        Path elsewhere = Files.createTempFile("segment", ".jsonl");
        Files.write(elsewhere, Files.readAllBytes(log.file(2)));
        Files.delete(log.file(2));
        Files.createSymbolicLink(log.file(2), elsewhere);

        assertDamage(Kind.NOT_A_FILE, log.file(2), 0, 0);
        Files.delete(elsewhere);
    }

    @Test
    void manyBadPlacesAreCountedAndTheFirstAreShown() throws IOException {
        TestLog log = new TestLog(directory).segment();
        for (int i = 0; i < 100; i++) {
            log.record(i);
        }
        log.written();
        Files.writeString(log.file(0), Files.readString(log.file(0)).replace("New", "Nev"));

        Verification found = verify();

        assertThat(found.damageCount()).isEqualTo(100);
        assertThat(found.damages()).hasSize(20).first().extracting(Damage::seq).isEqualTo(2L);
    }

    @Test
    void aDirectoryThatIsNotThereIsNoLog() {
        assertThatThrownBy(() -> Verifier.ofChain().directory(directory.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void shippedLinesAreVerifiedWithoutTheirFiles() throws IOException {
        TestLog log = TestLog.small(directory);
        TestLog other = new TestLog(directory, "sam-web-2")
                .segment()
                .record(1)
                .record(2)
                .written();
        other.segment().record(3).written();
        List<String> mixed = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            mixed.addAll(Files.readAllLines(log.file(n)));
        }
        mixed.addAll(2, Files.readAllLines(other.file(0)));
        mixed.addAll(8, Files.readAllLines(other.file(1)));

        Verification found = shipped(mixed);

        assertThat(found.damages()).isEmpty();
        assertThat(found.streams()).extracting(StreamVerification::stream).containsExactly("sam-web-1", "sam-web-2");
        assertThat(found.streams()).extracting(StreamVerification::lastSeq).containsExactly(10L, 5L);

        for (int i = 0; i < mixed.size(); i++) {
            List<String> less = new ArrayList<>(mixed);
            String line = less.remove(i);
            String stream = line.substring(line.indexOf("\"stream\""), line.indexOf("\"stream\"") + 20);
            boolean isLast = mixed.stream().skip(i + 1L).noneMatch(later -> later.contains(stream));
            assertThat(shipped(less).isWhole()).as("without line %d", i + 1).isEqualTo(isLast);
        }
    }

    @Test
    void shippedLinesMayBeginBehindWhatWasRemoved() throws IOException {
        TestLog log = TestLog.small(directory).remove(0).written();
        List<String> lines = new ArrayList<>(Files.readAllLines(log.file(1)));
        lines.addAll(Files.readAllLines(log.file(2)));
        assertThat(shipped(lines).damages()).isEmpty();

        lines.remove(0);
        assertThat(shipped(lines).damages()).extracting(Damage::kind).containsExactly(Kind.MISSING_START);
    }

    @Test
    void whatIsNoLineIsSaidOnStandardInput() throws IOException {
        Verification found = Verifier.ofChain().lines(TestLog.input("hello\n{\"v\":3,\"x\":1}\nhalf"));

        assertThat(found.damages())
                .map(Damage::toString)
                .containsExactly(
                        "-:1: malformed-line: expected the beginning of a line of the audit log",
                        "-:2: unknown-version: expected version 1 of the format, found 3",
                        "-:3: torn-line: expected a newline behind 4 bytes, found the end");
    }

    @Test
    void aLogIsComparedWithItsCheckpointsOnStandardInputToo() throws IOException {
        TestLog log = new TestLog(directory).segment().record(1).record(2).written();
        Checkpoint head = log.head();
        Path file = TestLog.checkpoints(directory.resolve("checkpoints"), head);
        List<String> lines = Files.readAllLines(log.file(0));
        Verifier verifier = Verifier.ofChain().withCheckpoints(file);

        assertThat(verifier.lines(TestLog.input(String.join("\n", lines) + "\n"))
                        .damages())
                .isEmpty();
        assertThat(verifier.lines(TestLog.input(String.join("\n", lines.subList(0, 2)) + "\n"))
                        .damages())
                .extracting(Damage::kind)
                .containsExactly(Kind.MISSING_TAIL);
        assertThat(verifier.lines(TestLog.input("")).damages())
                .extracting(Damage::kind)
                .containsExactly(Kind.MISSING_STREAM);
    }

    private Verification verify() throws IOException {
        return Verifier.ofChain().directory(directory);
    }

    private static Verification shipped(List<String> lines) throws IOException {
        return Verifier.ofChain().lines(TestLog.input(String.join("\n", lines) + "\n"));
    }

    private void assertWhole() throws IOException {
        assertThat(verify().damages()).isEmpty();
    }

    /** While another thread changes the file again and again, from before until after. */
    private void assertWholeWhile(Callable<?> change) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean goOn = new AtomicBoolean(true);
        FutureTask<Void> changes = new FutureTask<>(() -> {
            while (goOn.get()) {
                change.call();
                begun.countDown();
                LockSupport.parkNanos(1_000_000);
            }
            return null;
        });
        Thread writer = new Thread(changes);
        writer.start();
        try {
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            assertWhole();
        } finally {
            goOn.set(false);
            writer.join();
        }
        changes.get();
    }

    private ObjectAssert<Damage> assertDamage(Kind kind, Path file, long line, long seq) throws IOException {
        List<Damage> damages = verify().damages();
        assertThat(damages).hasSize(1);
        Damage damage = damages.get(0);
        assertThat(damage.kind()).as(damage.toString()).isEqualTo(kind);
        assertThat(damage.file())
                .as(damage.toString())
                .isEqualTo(file.getFileName().toString());
        assertThat(damage.line()).as(damage.toString()).isEqualTo(line);
        assertThat(damage.seq()).as(damage.toString()).isEqualTo(seq);
        return assertThat(damage);
    }

    private static void change(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.write(file, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }

    private FileProgress untold() throws IOException {
        return FileProgress.of(SegmentDirectory.list(directory), (bytes, of) -> {});
    }
}
