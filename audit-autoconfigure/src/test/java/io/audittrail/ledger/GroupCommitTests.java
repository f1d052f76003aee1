package io.audittrail.ledger;

import static io.audittrail.ledger.LedgerFixture.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.line.Lines;
import io.audittrail.line.Records;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit.ledger.fsync=group}: a caller goes on when the disk has its records. */
class GroupCommitTests {

    @TempDir
    Path directory;

    private final FailingFile.Faults faults = new FailingFile.Faults();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private LedgerFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new LedgerFixture(directory);
        fixture.files = faults;
        fixture.fsync = LedgerSettings.Fsync.GROUP;
    }

    @AfterEach
    void tearDown() {
        threads.shutdown();
    }

    @Test
    void whatACallerWaitedForOutlivesAPowerCut() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.append(ledger, 2);
            assertThat(ledger.syncedHead()).isNotNull();
            faults.powerCut();
            assertThat(ids()).containsExactly(1, 2);
        }
    }

    @Test
    void callersThatCommitTogetherShareASync() throws Exception {
        faults.syncTakes = Duration.ofMillis(20);
        fixture.maxSize = 20_000;
        try (Ledger ledger = fixture.open()) {
            ledger.start();
            runTogether(16, thread -> {
                for (int i = 0; i < 10; i++) {
                    fixture.append(ledger, 10 * thread + i);
                }
            });
            assertThat(ledger.figures().fsyncs()).isLessThan(80);
            faults.powerCut();
            assertThat(ids()).doesNotHaveDuplicates().hasSize(160);
            assertThat(ledger.figures().waitingRecords()).isZero();
        }
        assertThat(fixture.failures.report().failures()).isEmpty();
    }

    /** The first to come back would keep the others waiting for another sync, were it synced at once. */
    @Test
    void whoWasLetGoTogetherSharesTheNextSyncToo() throws Exception {
        WaitingLines waiting = new WaitingLines(100_000);
        Condition condition = new Condition(fixture.clock, LedgerDirectory.of(directory), waiting, fixture.patience);
        AtomicLong time = new AtomicLong();
        List<Long> shared = new CopyOnWriteArrayList<>();
        Runnable disk = () -> {
            time.addAndGet(Duration.ofSeconds(1).toNanos());
            long together = waiting.transactions();
            List<WaitingLines.Entry> written = new ArrayList<>();
            waiting.entries().forEach(written::add); // whoever is let go comes back at once, and is not of this write
            written.forEach(waiting::remove);
            shared.add(together);
            written.forEach(WaitingLines.Entry::written);
        };
        AtomicInteger readings = new AtomicInteger(); // two for a write, and the next one begins with the third
        LongSupplier clock = () -> {
            readings.incrementAndGet();
            return time.get();
        };
        GroupCommit group = new GroupCommit(STREAM, waiting, condition, disk, Duration.ofMinutes(1), clock);
        Future<?> others = threads.submit(() -> {
            await(() -> waiting.transactions() == 2);
            group.start();
            await(() -> {
                if (!shared.isEmpty() && waiting.transactions() == 2) {
                    time.addAndGet(Duration.ofSeconds(1).toNanos());
                }
                return shared.size() >= 2;
            });
        });

        runTogether(2, thread -> {
            group.deliver(new Lines(16));
            if (thread == 1) {
                await(() -> readings.get() >= 3);
            }
            group.deliver(new Lines(16));
        });
        others.get();
        group.stop();

        assertThat(shared).containsExactly(2L, 2L);
    }

    @Test
    void ofManyCallersAFailedSyncLosesNothingAndWritesNothingTwice() throws Exception {
        fixture.ownThread = true;
        Queue<Integer> heard = new ConcurrentLinkedQueue<>();
        try (Ledger ledger = fixture.open()) {
            ledger.listen((line, seq, changes, record) -> {
                if (record != null) {
                    heard.add((Integer) Records.idOf(record));
                }
            });
            CountDownLatch begun = new CountDownLatch(1);
            Future<?> trouble = threads.submit(() -> {
                await(() -> ledger.seq() > 100);
                faults.sync = true;
                begun.countDown();
                await(() -> fixture.failures.report().failures().containsKey("write-failed"));
                for (int i = 0; i < 20; i++) {
                    LockSupport.parkNanos(10_000_000);
                    faults.forget = i % 4 == 1;
                    faults.sync = i % 2 == 0;
                }
                faults.sync = false;
            });
            runTogether(8, thread -> {
                for (int i = 0; i < 200; i++) {
                    if (i == 100) {
                        begun.await(); // half of them come when the disk has its troubles
                    }
                    fixture.append(ledger, 200 * thread + i);
                }
            });
            trouble.get();
            await(() -> ledger.figures().waitingRecords() == 0);
            faults.powerCut();
            assertThat(ids()).doesNotHaveDuplicates().hasSize(1600);
            assertThat(heard).containsExactlyElementsOf(ids());
        }
        assertThat(fixture.failures.report().failures()).containsKey("write-failed");
    }

    @Test
    void nobodyWaitsWhileWritingIsSuspended() throws IOException {
        try (Ledger ledger = fixture.open()) {
            ledger.start();
            faults.sync = true;
            fixture.append(ledger, 1);
            faults.gate = new CountDownLatch(1);
            fixture.append(ledger, 2);
            assertThat(ledger.report().problems()).singleElement().asString().contains("Input/output error", "2 wait");
            assertThat(ids()).isEmpty();
            faults.gate.countDown();
            faults.sync = false;
            fixture.round(ledger);
            assertThat(ids()).containsExactly(1, 2);
        }
    }

    @Test
    void aDiskThatHangsKeepsEachCallerOnlyForAWhileAndNoOneAfterIt() throws Exception {
        fixture.patience = Duration.ofSeconds(1);
        try (Ledger ledger = fixture.open()) {
            ledger.start();
            faults.gate = new CountDownLatch(1);
            long before = System.nanoTime();
            fixture.append(ledger, 1);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(fixture.patience);
            for (int id = 2; id < 100; id++) {
                fixture.append(ledger, id);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as("each would have waited for a second")
                    .isLessThan(Duration.ofSeconds(30));
            assertThat(ledger.report().problems())
                    .anySatisfy(problem -> assertThat(problem).contains("99 wait"));
            // The write began a little after the caller did.
            await(() -> ledger.report().problems().stream().anyMatch(each -> each.contains("has not come to an end")));
            assertThat(ledger.refusal(Duration.ofDays(1))).isNotNull();
            assertThat(fixture.failures.report().failures()).containsEntry("write-hanging", 1L);

            faults.gate.countDown();
            await(() -> {
                fixture.round(ledger); // does nothing as long as the write that hung is not at its end
                return ledger.figures().waitingRecords() == 0
                        && ledger.report().problems().isEmpty();
            });
        }
        assertThat(ids())
                .containsExactlyElementsOf(IntStream.range(1, 100).boxed().toList());
        assertThat(ChainCheck.controls(directory, STREAM)).contains("suspended", "resumed");
    }

    @Test
    void whatWaitsForLongerThanIsAllowedIsSaidBeforeTheDiskIsGivenUp() throws Exception {
        try (Ledger ledger = fixture.open()) {
            ledger.start();
            faults.gate = new CountDownLatch(1);
            Future<Long> caller = threads.submit(() -> fixture.append(ledger, 1));
            await(() -> ledger.refusal(Duration.ZERO) != null);
            assertThat(ledger.refusal(Duration.ZERO)).contains("The oldest line that waits");
            assertThat(ledger.refusal(Duration.ofDays(1))).isNull();
            faults.gate.countDown();
            caller.get();
            assertThat(ledger.refusal(Duration.ZERO)).isNull();
        }
    }

    @Test
    void aCallerWhoComesTooLateForTheLastTurnDoesNotWait() throws IOException {
        LedgerDirectory place = LedgerDirectory.of(directory);
        WaitingLines waiting = new WaitingLines(1000);
        Condition condition = new Condition(fixture.clock, place, waiting, fixture.patience);
        GroupCommit group = new GroupCommit(STREAM, waiting, condition, () -> {}, fixture.patience, System::nanoTime);
        condition.close();

        group.deliver(new Lines(512));

        assertThat(waiting.isEmpty()).isFalse();
        assertThat(condition.isSuspended()).isFalse();
    }

    @Test
    void anInterruptedCallerWaitsAllTheSameAndStaysInterrupted() throws IOException {
        try (Ledger ledger = fixture.open()) {
            Thread.currentThread().interrupt();
            fixture.append(ledger, 1);
            assertThat(Thread.interrupted()).isTrue();
            faults.powerCut();
            assertThat(ids()).containsExactly(1);
        }
    }

    @Test
    void aListenerThatWritesDoesNotWaitForItself() throws IOException {
        try (Ledger ledger = fixture.open()) {
            ledger.listen((line, seq, changes, record) -> {
                if (record != null && Records.idOf(record).equals(1)) {
                    ledger.deliver(ledger.encode(fixture.set(2)));
                }
            });
            fixture.append(ledger, 1);
            assertThat(ids()).containsExactly(1, 2);
        }
        assertThat(fixture.failures.report().failures()).isEmpty();
    }

    @Test
    void aTransactionThatIsLargerThanTheQueueIsWrittenAsLongAsTheDiskWorks() throws IOException {
        fixture.maxQueueSize = 100;
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
        }
        assertThat(ids()).containsExactly(1);
    }

    @Test
    void aTransactionThatIsLargerThanTheQueueIsWrittenAfterThoseThatWait() throws Exception {
        fixture.maxQueueSize = 100;
        try (Ledger ledger = fixture.open()) {
            ledger.listen((line, seq, changes, record) -> {
                if (record != null && Records.idOf(record).equals(1)) {
                    ledger.deliver(ledger.encode(fixture.set(3)));
                }
            });
            ledger.start();
            faults.gate = new CountDownLatch(1);
            Future<Long> first = threads.submit(() -> fixture.append(ledger, 1));
            await(faults::isHanging);
            Future<Long> second = threads.submit(() -> fixture.append(ledger, 2));
            await(() -> ledger.figures().waitingRecords() == 2);
            faults.gate.countDown();
            first.get();
            second.get();
        }
        assertThat(ids()).containsExactly(1, 2, 3);
        assertThat(fixture.failures.report().failures()).isEmpty();
    }

    private void runTogether(int callers, Work work) throws Exception {
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int thread = 0; thread < callers; thread++) {
            int number = thread;
            all.add(() -> {
                work.of(number);
                return true;
            });
        }
        for (Future<Boolean> each : threads.invokeAll(all)) {
            each.get();
        }
    }

    @FunctionalInterface
    private interface Work {
        void of(int thread) throws Exception;
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private List<Integer> ids() {
        return ChainCheck.records(directory, STREAM).stream()
                .map(line -> line.path("entityId").intValue())
                .toList();
    }
}
