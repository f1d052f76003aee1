package io.audittrail.ledger;

import static io.audittrail.ledger.LedgerFixture.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.audittrail.line.Lines;
import io.audittrail.line.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a failed sync the operating system says that all is well. What must hold then, shows when the power is cut. */
class FailedSyncTests {

    @TempDir
    Path directory;

    private final FailingFile.Faults faults = new FailingFile.Faults();
    private LedgerFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new LedgerFixture(directory);
        fixture.files = faults;
    }

    @Test
    void whatWasWrittenIsSyncedWithinASecond() throws IOException {
        try (Ledger ledger = fixture.open()) {
            assertThat(ledger.syncedHead()).isNull();
            fixture.append(ledger, 1);
            fixture.append(ledger, 2);
            fixture.round(ledger);
            assertThat(synced(ledger)).isEqualTo(ledger.seq()).isEqualTo(4);
            fixture.append(ledger, 3);
            assertThat(synced(ledger)).isEqualTo(4);
            fixture.round(ledger);
            long syncs = ledger.figures().fsyncs();
            assertThat(synced(ledger)).isEqualTo(5);
            fixture.round(ledger);
            assertThat(ledger.figures().fsyncs()).isEqualTo(syncs);
            faults.powerCut();
        }
        assertThat(ids()).containsExactly(1, 2, 3);
    }

    @Test
    void segmentsThatWereLeftAreSyncedByHousekeepingAndNotByWhoCommits() throws IOException {
        fixture.maxSize = 4096;
        try (Ledger ledger = fixture.open()) {
            for (int i = 0; i < 50; i++) {
                fixture.append(ledger, i);
            }
            assertThat(ledger.figures().fsyncs()).isZero();
            fixture.round(ledger);
            assertThat(synced(ledger)).isEqualTo(ledger.seq());
            assertThat(ledger.figures().fsyncs())
                    .isEqualTo(ChainCheck.segments(directory, STREAM).size());
            faults.powerCut();
        }
        assertThat(ids()).hasSize(50);
    }

    @Test
    void noMoreThanSixtyFourFilesAreOpenUntilTheyAreSynced() throws IOException {
        fixture.maxSize = 2000;
        try (Ledger ledger = fixture.open()) {
            for (int i = 0; i < 400; i++) {
                fixture.append(ledger, i);
            }
            assertThat(ChainCheck.segments(directory, STREAM)).hasSize(64);

            fixture.round(ledger);
            fixture.append(ledger, 400);
            assertThat(ChainCheck.segments(directory, STREAM)).hasSize(65);
        }
        assertThat(ids()).hasSize(401);
    }

    /** Whoever reads along has seen them: they must stay what they are, where they are. */
    @Test
    void whoSyncsTheSameFilesAtTheSameTimeFindsNoFailure() throws Exception {
        fixture.maxSize = 2000;
        try (Ledger ledger = fixture.open()) {
            fixture.fillSegment(ledger);
            fixture.fillSegment(ledger);
            faults.syncGate = new CountDownLatch(1);
            Thread housekeeping = syncing(ledger);
            FutureTask<Seal> synced = new FutureTask<>(() -> appendSynced(ledger, 1));
            Thread committing = new Thread(synced);
            committing.start();
            await().until(() -> committing.getState() == Thread.State.WAITING); // for its turn
            faults.syncGate.countDown();
            housekeeping.join();
            assertThat(synced.get()).isEqualTo(ledger.syncedHead());

            assertThat(ledger.report().problems()).isEmpty();
        }
        assertThat(fixture.failures.report().failures()).isEmpty();
    }

    @Test
    void aSyncThatLastsHoldsNobodyUpAndIsTimed() throws Exception {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            faults.syncGate = new CountDownLatch(1);
            Thread housekeeping = syncing(ledger);
            long begin = System.nanoTime();
            fixture.append(ledger, 2);
            fixture.append(ledger, 3);
            assertThat(faults.isHanging()).isTrue();
            assertThat(ids()).as("nobody waited for the sync").containsExactly(1, 2, 3);
            long writeNanos = ledger.figures().writeNanos();
            long lasted = System.nanoTime() - begin;
            faults.syncGate.countDown();
            housekeeping.join();
            assertThat(ledger.figures().fsyncNanos()).isGreaterThanOrEqualTo(lasted);
            assertThat(ledger.figures().writeNanos())
                    .as("a sync is no write")
                    .isPositive()
                    .isEqualTo(writeNanos);
            assertThat(synced(ledger)).as("what came during the sync").isLessThan(ledger.seq());

            fixture.round(ledger);
            faults.powerCut();
        }
        assertThat(ids()).containsExactly(1, 2, 3);
    }

    @Test
    void linesThatWereNotSyncedAreWrittenAgainInTheSamePlace() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.round(ledger);
            fixture.append(ledger, 2);
            fixture.append(ledger, "x".repeat(200_000));
            byte[] written = Files.readAllBytes(segment(0));
            faults.sync = true;
            fixture.round(ledger);

            assertThat(ledger.report().problems()).singleElement().asString().contains("could not be synced", "power");
            assertThat(fixture.failures.report().failures()).containsExactly(Map.entry("sync-failed", 1L));
            assertThat(ledger.refusal(Duration.ZERO)).isNull();
            fixture.append(ledger, 4);
            assertThat(ChainCheck.segments(directory, STREAM)).hasSize(2);
            assertThat(segment(0)).hasBinaryContent(written);
            fixture.round(ledger);
            assertThat(fixture.failures.report().failures()).containsExactly(Map.entry("sync-failed", 2L));
            assertThat(synced(ledger)).isEqualTo(3);

            faults.sync = false;
            fixture.round(ledger);

            assertThat(ledger.report().problems()).isEmpty();
            assertThat(synced(ledger)).isEqualTo(ledger.seq());
            faults.powerCut();
            assertThat(segment(0)).hasBinaryContent(written);
        }
        assertThat(ChainCheck.records(directory, STREAM)).hasSize(4);
        assertThat(ChainCheck.controls(directory, STREAM))
                .containsExactly("segment-opened", "started", "segment-opened", "stopped");
    }

    @Test
    void aNewFileWhoseLinesWereWrittenAgainIsListedToo() throws IOException {
        LedgerDirectory place = LedgerDirectory.of(directory);
        Condition condition = new Condition(fixture.clock, place, new WaitingLines(1000), fixture.patience);
        Syncing syncing = new Syncing(new ReentrantLock(), place, faults, condition, fixture.patience);
        Segment segment = Segment.created(Files.createFile(directory.resolve("new.jsonl")));
        Mark end = new Mark(new Seal(1, "00"), 0);
        syncing.opened(segment, faults.open(segment.path()), end);
        faults.sync = true;
        syncing.round(() -> end);
        assertThat(condition.problems()).singleElement().asString().contains("could not be synced");
        assertThat(segment.isNew()).isTrue();

        faults.sync = false;
        syncing.round(() -> end);
        assertThat(condition.problems()).isEmpty();
        assertThat(segment.isNew()).as("a power failure could take it").isFalse();
        syncing.close();
    }

    @Test
    void aSyncThatHangsKeepsTheLogFromBeingClosedOnlyForAWhile() throws Exception {
        fixture.patience = Duration.ofMillis(200);
        Ledger ledger = fixture.open();
        fixture.append(ledger, 1);
        faults.syncTakes = Duration.ofHours(1);
        Thread housekeeping = syncing(ledger);
        Thread closing = new Thread(ledger::close);
        closing.start();
        closing.join(60_000);
        boolean closed = !closing.isAlive();
        faults.syncTakes = Duration.ZERO;
        housekeeping.interrupt();
        housekeeping.join();
        closing.join();
        assertThat(closed).isTrue();
        assertThat(ids()).containsExactly(1);
    }

    @Test
    void linesThatAreGoneWithAFailedSyncStayAProblem() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.round(ledger);
            fixture.append(ledger, 2);
            faults.sync = true;
            faults.forget = true;
            fixture.round(ledger);
            faults.sync = false;
            for (int i = 0; i < 3; i++) {
                fixture.round(ledger);
                assertThat(ledger.report().problems())
                        .singleElement()
                        .asString()
                        .contains("shorter");
            }
            fixture.append(ledger, 3);
            assertThat(synced(ledger)).isEqualTo(3);
        }
    }

    @Test
    void aFileThatSomebodyElseChangedIsNeitherSyncedNorWrittenAgain() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            Files.writeString(segment(0), "somebody else's\n", StandardOpenOption.APPEND);
            byte[] left = Files.readAllBytes(segment(0));
            faults.sync = true;
            ledger.housekeeping().round();
            fixture.round(ledger);
            assertThat(fixture.failures.report().failures()).containsExactly(Map.entry("segment-disturbed", 1L));
            faults.sync = false;
            fixture.append(ledger, 2);
            fixture.round(ledger);
            assertThat(segment(0)).hasBinaryContent(left);
            assertThat(synced(ledger)).isEqualTo(ledger.seq());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatCannotBeSyncedTogetherIsTakenBackTogether(boolean forget) throws IOException {
        try (Ledger ledger = fixture.open()) {
            appendSynced(ledger, 1);
            List<Long> heard = new ArrayList<>();
            ledger.listen((line, seq, changes, record) -> heard.add(seq));
            faults.sync = true;
            faults.forget = forget;
            long before = Files.size(segment(0));
            assertThatThrownBy(() -> appendSynced(ledger, 2, 3))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Input/output error");

            assertThat(heard).isEmpty();
            assertThat(ledger.seq()).isEqualTo(3);
            assertThat(Files.size(segment(0))).isEqualTo(before);
            assertThat(ledger.report().problems()).singleElement().asString().contains("Input/output error");
            faults.sync = false;
            Seal seal = appendSynced(ledger, 2, 3);

            assertThat(seal.seq()).isEqualTo(ledger.seq());
            assertThat(ledger.syncedHead()).isEqualTo(seal);
            assertThat(heard).containsExactly(4L, 5L, 6L, 7L, 8L);
            faults.powerCut();
        }
        assertThat(ids()).containsExactly(1, 2, 3);
        assertThat(ChainCheck.controls(directory, STREAM))
                .containsExactly("segment-opened", "started", "segment-opened", "suspended", "resumed", "stopped");
    }

    @Test
    void eachAttemptIsCountedOnceAndSaysTheSame() throws IOException {
        try (Ledger ledger = fixture.open()) {
            ledger.start();
            faults.write = true;
            for (int i = 1; i <= 5; i++) {
                assertThatThrownBy(() -> appendSynced(ledger, 1)).hasMessageContaining("Input/output error");
                assertThat(fixture.failures.report().failures()).containsExactly(Map.entry("write-failed", (long) i));
                assertThat(ledger.report().problems())
                        .singleElement()
                        .asString()
                        .containsOnlyOnce("records are queued");
            }
            faults.write = false;
        }
    }

    @Test
    void whatCouldNotBeCutOffDoesNotCount() throws IOException {
        try (Ledger ledger = fixture.open()) {
            appendSynced(ledger, 1);
            long good = Files.size(segment(0));
            faults.sync = true;
            faults.truncate = true;
            assertThatThrownBy(() -> appendSynced(ledger, 2)).isInstanceOf(IOException.class);
            assertThat(Files.size(segment(0))).isGreaterThan(good);
            faults.sync = false;
            appendSynced(ledger, 2);
            assertThat(Files.readString(segment(1))).contains("\"length\":" + good + "}");
        }
    }

    @Test
    void theFirstLinesOfAStreamCanBeTakenBackToo() throws IOException {
        fixture.fsync = LedgerSettings.Fsync.GROUP;
        try (Ledger ledger = fixture.open()) {
            faults.sync = true;
            assertThatThrownBy(() -> appendSynced(ledger, 1)).isInstanceOf(IOException.class);
            faults.sync = false;
            appendSynced(ledger, 1);
            fixture.round(ledger);
            assertThat(synced(ledger)).isEqualTo(ledger.seq());
            fixture.append(ledger, 2);
            fixture.round(ledger);
            assertThat(synced(ledger)).isEqualTo(ledger.seq());
        }
        assertThat(ids()).containsExactly(1, 2);
        assertThat(ChainCheck.segments(directory, STREAM)).hasSize(1);
    }

    /** Some were acknowledged without a sync, the others are not: the first stay and are saved, the others go. */
    @Test
    void linesBeforeThoseThatAreTakenBackAreSaved() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.round(ledger);
            fixture.append(ledger, 2);
            byte[] acknowledged = Files.readAllBytes(segment(0));
            faults.sync = true;
            assertThatThrownBy(() -> appendSynced(ledger, 3)).isInstanceOf(IOException.class);
            assertThat(segment(0)).hasBinaryContent(acknowledged);
            faults.sync = false;
            appendSynced(ledger, 3);
            assertThat(synced(ledger)).isEqualTo(3);
            fixture.round(ledger);
            assertThat(synced(ledger)).isEqualTo(ledger.seq());
            faults.powerCut();
        }
        assertThat(ids()).containsExactly(1, 2, 3);
    }

    @Test
    void aBatchThatIsSyncedIsInOneSegment() throws IOException {
        fixture.maxSize = 4096;
        try (Ledger ledger = fixture.open()) {
            for (int i = 0; i < 20; i++) {
                appendSynced(ledger, 3 * i, 3 * i + 1, 3 * i + 2);
            }
        }
        assertThat(ids()).hasSize(60).isSorted();
        for (Path segment : ChainCheck.segments(directory, STREAM)) {
            long records = Files.readAllLines(segment).stream()
                    .filter(line -> line.contains("\"tx\""))
                    .count();
            assertThat(records % 3).isZero();
        }
    }

    private Seal appendSynced(Ledger ledger, Object... ids) throws IOException {
        List<Lines> lines = new ArrayList<>();
        for (Object id : ids) {
            lines.add(ledger.encode(fixture.set(id)));
        }
        try {
            return ledger.appendSynced(lines);
        } finally {
            lines.forEach(ledger::release);
        }
    }

    /** Housekeeping in its first sync, which does not end by itself. */
    private Thread syncing(Ledger ledger) {
        int before = faults.syncsBegun();
        Thread housekeeping = new Thread(() -> fixture.round(ledger));
        housekeeping.start();
        await().until(() -> faults.syncsBegun() > before || !housekeeping.isAlive());
        assertThat(housekeeping.isAlive()).as("it is in its sync").isTrue();
        return housekeeping;
    }

    private static long synced(Ledger ledger) {
        @Nullable Seal head = ledger.syncedHead();
        return head == null ? 0 : head.seq();
    }

    private Path segment(int n) throws IOException {
        return ChainCheck.segments(directory.toRealPath(), STREAM).get(n);
    }

    private List<Integer> ids() {
        return ChainCheck.records(directory, STREAM).stream()
                .map(line -> line.path("entityId").intValue())
                .toList();
    }
}
