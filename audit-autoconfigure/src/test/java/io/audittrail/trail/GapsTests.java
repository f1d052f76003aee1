package io.audittrail.trail;

import static io.audittrail.AuditGap.Kind.BROKEN;
import static io.audittrail.AuditGap.Kind.KILLED;
import static io.audittrail.AuditGap.Kind.LOST;
import static io.audittrail.AuditGap.Kind.MISSING;
import static io.audittrail.AuditGap.Kind.OFF;
import static io.audittrail.AuditGap.Kind.SUSPENDED;
import static io.audittrail.AuditGap.Kind.UNKNOWN_OUTCOME;
import static io.audittrail.trail.WrittenLog.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.audittrail.AuditGap;
import io.audittrail.segment.SegmentDirectory;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GapsTests {

    private static final UUID ONE = new UUID(1, 1);
    private static final UUID TWO = new UUID(2, 2);

    @TempDir
    Path directory;

    @Test
    void logThatIsBeingWrittenHasNone() throws IOException {
        log().started(1).record(2, 1).roll(3).record(3, 2).write();
        assertThat(gaps("sam")).isEmpty();
    }

    @Test
    void betweenAStopAndTheNextStartItWasOff() throws IOException {
        log().started(1).record(2, 1).stopped(3).started(7).record(8, 2).write();
        assertThat(gaps("sam")).containsExactly(gap(OFF, 3, 7, 0));
    }

    @Test
    void afterTheLastStopItIsOff() throws IOException {
        log().started(1).record(2, 1).stopped(3).write();
        assertThat(gaps()).containsExactly(gap(OFF, 3, null, 0));
    }

    @Test
    void startWithoutAStopBeforeMeansThatItWasKilled() throws IOException {
        log().started(1).record(2, 1).control(6, "tail-repaired").started(7).write();
        assertThat(gaps("sam")).containsExactly(gap(KILLED, 2, 7, 0));
    }

    @Test
    void streamThatEndsWithoutAStopWasKilledUnlessThisProcessWritesIt() throws IOException {
        log().started(1).record(2, 1).write();
        assertThat(gaps()).containsExactly(gap(KILLED, 2, null, 0));
        assertThat(gaps("sam")).isEmpty();
    }

    @Test
    void whatWaitedIsLateAndNotLost() throws IOException {
        log().started(1)
                .control(3, "suspended", "reason", "No space left on device")
                .control(9, "resumed", "transactions", 2, "records", 5, "lostTransactions", 0, "lostRecords", 0)
                .write();
        assertThat(gaps("sam")).containsExactly(gap(SUSPENDED, 3, 9, 5));
        assertThat(details("sam")).containsExactly("No space left on device");
    }

    @Test
    void whatWasLostIsAGapOfItsOwn() throws IOException {
        log().started(1)
                .control(3, "suspended", "reason", "full")
                .control(9, "resumed", "transactions", 2, "records", 5, "lostTransactions", 1, "lostRecords", 4)
                .control(11, "suspended", "reason", "full")
                .control(12, "resumed", "transactions", 0, "records", 0, "lostTransactions", 1, "lostRecords", 1)
                .write();
        assertThat(gaps("sam")).containsExactly(gap(LOST, 3, 9, 4), gap(SUSPENDED, 3, 9, 5), gap(LOST, 11, 12, 1));
    }

    @Test
    void suspensionThatNeverEndedHasNoEndOrThatOfItsProcess() throws IOException {
        log().started(1).control(3, "suspended", "reason", "full").write();
        assertThat(gaps("sam")).containsExactly(gap(SUSPENDED, 3, null, 0));
        log().started(1).control(3, "suspended", "reason", "full").started(8).write();
        assertThat(gaps("sam")).contains(gap(SUSPENDED, 3, 3, 0), gap(KILLED, 3, 8, 0));
    }

    @Test
    void unknownOutcomesAreOneGapForEachTransaction() throws IOException {
        log().started(1)
                .unknown(2, ONE)
                .unknown(2, ONE)
                .record(3, 1)
                .redelivered(3, TWO, false)
                .redelivered(4, TWO, true)
                .write();
        assertThat(gaps("sam")).containsExactly(gap(UNKNOWN_OUTCOME, 2, 2, 2), gap(UNKNOWN_OUTCOME, 4, 4, 1));
        assertThat(details("sam"))
                .satisfiesExactly(
                        first -> assertThat(first).contains(ONE.toString()),
                        second -> assertThat(second).contains(TWO.toString()));
    }

    @Test
    void applicationCannotFakeAGap() throws IOException {
        log().started(1)
                .record(2, ",\"outcome\":\"unknown\"")
                .record(3, "\",\"control\":\"stopped\",\"details\":{}")
                .record(4, new TreeMap<>(Map.of("a", 1, "outcome", "unknown")))
                .write();
        assertThat(gaps("sam")).isEmpty();
    }

    @Test
    void brokenChainIsOneGapHoweverManyLinesItJumps() throws IOException {
        log().started(1).record(2, 1).stopped(3).breakChain(8).started(9).write();
        assertThat(gaps("sam")).containsExactly(gap(BROKEN, 3, 8, 0), gap(OFF, 3, 9, 0));
        assertThat(details("sam")).contains("Expected seq 13, found seq 3");
    }

    @Test
    void segmentThatIsGoneInTheMiddleIsMissing() throws IOException {
        WrittenLog log = log().started(1).record(2, 1).roll(3);
        log.record(4, 2).record(5, 3).roll(6).record(7, 4).write();
        Files.delete(directory.resolve("sam.0000000000000003.jsonl"));
        assertThat(gaps("sam")).containsExactly(gap(MISSING, 2, 6, 3));
    }

    @Test
    void startThatIsGoneIsMissingUnlessALineTellsThatItWasRemoved() throws IOException {
        WrittenLog log = log().started(1).record(2, 1).roll(3);
        log.record(4, 2).write();
        Files.delete(directory.resolve("sam.0000000000000001.jsonl"));
        assertThat(gaps("sam")).containsExactly(gap(MISSING, null, 3, 2));

        log = log().started(1).record(2, 1).roll(3);
        log.record(4, 2)
                .control(5, "segment-removed", "file", "sam.0000000000000001.jsonl", "seq", 2L)
                .write();
        Files.delete(directory.resolve("sam.0000000000000001.jsonl"));
        assertThat(gaps("sam")).isEmpty();
    }

    @Test
    void startWhoseStopWasRemovedIsOffSinceNobodyKnowsWhen() throws IOException {
        WrittenLog log = log().started(1).stopped(2).roll(8);
        log.started(8)
                .control(9, "segment-removed", "file", "sam.0000000000000001.jsonl", "seq", 2L)
                .write();
        Files.delete(directory.resolve("sam.0000000000000001.jsonl"));
        assertThat(gaps("sam")).containsExactly(gap(OFF, null, 8, 0));
    }

    @Test
    void whatWasRemovedSinceTheDirectoryWasListedIsToldByNewerSegments() throws IOException {
        WrittenLog log =
                log().started(1).record(2, 1).roll(3).control(4, "suspended").roll(5);
        log.control(6, "segment-removed", "seq", 2L).roll(7);
        log.control(8, "resumed", "records", 3, "lostRecords", 0).write();
        List<StoredSegment> listed =
                SegmentDirectory.list(directory).segments("sam").subList(1, 2);

        assertThat(new GapScan(listed, () -> {}).gaps(true))
                .extracting(AuditGap::kind, AuditGap::records)
                .containsExactly(tuple(SUSPENDED, 3L));
    }

    @Test
    void whatIsRemovedInTheMiddleOfReadingIsNotMissing() throws IOException {
        WrittenLog log = log().started(1).record(2, 1).roll(3).record(3, 2).roll(4);
        log.record(4, 3).control(5, "segment-removed", "seq", 4L).write();
        Files.delete(directory.resolve("sam.0000000000000003.jsonl"));
        assertThat(gaps("sam")).isEmpty();
    }

    @Test
    void linesThatWereTakenOutAreMissing() throws IOException {
        log().started(1).record(2, 1).skip(3).record(9, 2).write();
        assertThat(gaps("sam")).containsExactly(gap(MISSING, 2, 9, 3));
    }

    @Test
    void compressedSegmentsTellAsMuch() throws IOException {
        WrittenLog log = log().started(1).record(2, 1).stopped(3).started(5).roll(6);
        log.record(7, 2).unknown(8, ONE).write();
        WrittenLog.compress(directory.resolve("sam.0000000000000001.jsonl"));
        assertThat(gaps("sam")).containsExactly(gap(OFF, 3, 5, 0), gap(UNKNOWN_OUTCOME, 8, 8, 1));
    }

    @Test
    void damagedSegmentIsMissingFromWhereItCannotBeRead() throws IOException {
        WrittenLog log = log().started(1).record(2, 1).roll(3);
        log.record(4, 2).write();
        Path first = WrittenLog.compress(directory.resolve("sam.0000000000000001.jsonl"));
        byte[] bytes = Files.readAllBytes(first);
        bytes[bytes.length - 1] ^= 1;
        Files.write(first, Arrays.copyOf(bytes, 30));
        assertThat(gaps("sam")).containsExactly(gap(MISSING, null, 3, 2));
        assertThat(details("sam")).singleElement().asString().contains("sam.0000000000000001.jsonl.gz", "not complete");

        Path last = WrittenLog.compress(directory.resolve("sam.0000000000000003.jsonl"));
        Files.write(last, new byte[] {0x1f});
        assertThat(gaps("sam")).containsExactly(gap(MISSING, null, null, 0));
    }

    @Test
    void linesBehindTheLengthThatTheNextSegmentTellsDoNotCount() throws IOException {
        log().started(1).record(2, 1).failed(3, ONE).roll(4).record(4, 1).write();
        assertThat(gaps("sam")).isEmpty();
        WrittenLog.compress(directory.resolve("sam.0000000000000001.jsonl"));
        assertThat(gaps("sam")).isEmpty();
    }

    @Test
    void streamsOfSeveralInstancesAreEachOnTheirOwnAndInTheOrderOfTime() throws IOException {
        new WrittenLog(directory, "one").started(1).stopped(5).started(9).write();
        new WrittenLog(directory, "two").started(1).stopped(3).started(4).write();
        assertThat(gaps("one", "two")).containsExactly(gap(OFF, 3, 4, 0), gap(OFF, 5, 9, 0));
        assertThat(all(Set.of("one", "two"))).extracting(AuditGap::stream).containsExactly("two", "one");
    }

    @Test
    void seqNamesTheLineThatTells() throws IOException {
        log().started(1).stopped(3).started(5).write();
        assertThat(all(Set.of("sam"))).extracting(AuditGap::seq).containsExactly(3L);
    }

    private WrittenLog log() {
        return new WrittenLog(directory, "sam");
    }

    private List<Tuple> gaps(String... written) {
        return all(Set.of(written)).stream()
                .map(gap -> tuple(gap.kind(), gap.from(), gap.to(), gap.records()))
                .toList();
    }

    private List<String> details(String... written) {
        return all(Set.of(written)).stream().map(AuditGap::detail).toList();
    }

    private List<AuditGap> all(Set<String> written) {
        return new FileAuditTrail(directory, written::contains, TypeNames.AS_THEY_ARE).gaps();
    }

    private static Tuple gap(AuditGap.Kind kind, @Nullable Integer from, @Nullable Integer to, long records) {
        return tuple(kind, from == null ? null : at(from), to == null ? null : at(to), records);
    }
}
