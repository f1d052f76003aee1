package io.audittrail.ledger;

import static io.audittrail.ledger.LedgerFixture.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.audittrail.Change;
import io.audittrail.ChangeSet;
import io.audittrail.line.Records;
import io.audittrail.transaction.Delivery.Prepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FailingWritesTests {

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
    void aFailedWriteIsCutOffAndShownAndItsRecordWaits() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            long good = Files.size(segment(0));

            faults.write = true;
            fixture.append(ledger, 2);

            assertThat(Files.size(segment(0))).isEqualTo(good);
            assertThat(ledger.report().problems())
                    .singleElement()
                    .asString()
                    .contains(segment(0).toString(), "Input/output error", "1 wait", "audit.ledger.directory");
            assertThat(ledger.report().details()).containsEntry("waiting", 1L);
            assertThat(ledger.refusal(Duration.ofDays(1))).contains("Input/output error");
            assertThat(fixture.failures.report().failures()).containsEntry("write-failed", 1L);

            faults.write = false;
            fixture.append(ledger, 3);
            assertThat(ids()).containsExactly(1);
            fixture.round(ledger);
            assertThat(ids()).containsExactly(1, 2, 3);
            fixture.append(ledger, 4);
            assertThat(ledger.report().problems()).isEmpty();
            assertThat(ledger.refusal(Duration.ZERO)).isNull();
        }

        assertThat(ids()).containsExactly(1, 2, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 20})
    void whicheverWriteFailsNothingIsLostOrOutOfOrder(int n) throws IOException {
        fixture.maxSize = 4096;
        faults.failAtWrite(n);
        try (Ledger ledger = fixture.open()) {
            for (int i = 0; i < 40; i++) {
                fixture.append(ledger, i);
                if (i % 10 == 9) {
                    fixture.round(ledger);
                }
            }
            assertThat(fixture.failures.report().failures()).containsExactly(Map.entry("write-failed", 1L));
        }

        assertThat(ids())
                .containsExactlyElementsOf(IntStream.range(0, 40).boxed().toList());
        assertThat(ChainCheck.controls(directory, STREAM)).containsOnlyOnce("suspended", "resumed");
    }

    @Test
    void everyRecordIsInTheLogOrWaitsWhenTheDiskFillsUp() throws IOException {
        fixture.maxSize = 4096;
        try (Ledger ledger = fixture.open()) {
            faults.free = 20_000;
            for (int i = 0; i < 200; i++) {
                fixture.append(ledger, i);
                fixture.round(ledger);
                assertThat(ids().size() + ledger.figures().waitingRecords()).isEqualTo(i + 1);
            }
            assertThat(ledger.figures().waitingRecords()).isBetween(140L, 170L);
            faults.free = Long.MAX_VALUE;
            fixture.round(ledger);
            assertThat(ledger.figures())
                    .returns(0L, LedgerFigures::waitingTransactions)
                    .returns(0L, LedgerFigures::waitingBytes);
        }

        assertThat(ids())
                .containsExactlyElementsOf(IntStream.range(0, 200).boxed().toList());
        for (Path segment : ChainCheck.segments(directory, STREAM)) {
            assertThat(Files.size(segment)).isLessThanOrEqualTo(4096);
        }
    }

    /** On a full disk, or with a quota, a little may still fit. */
    @Test
    void whereOnlyLessThanWhatWaitsCanBeWrittenWritingIsNotSaidToWorkAgain() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            faults.free = 3000;
            fixture.append(ledger, "x".repeat(5000));
            for (int i = 0; i < 3; i++) {
                fixture.round(ledger);
                assertThat(ledger.refusal(Duration.ofDays(1))).contains("No space left on device");
            }
            assertThat(ChainCheck.controls(directory, STREAM)).doesNotContain("suspended", "resumed");

            faults.free = Long.MAX_VALUE;
            fixture.round(ledger);
            assertThat(ledger.refusal(Duration.ZERO)).isNull();
        }

        assertThat(ChainCheck.records(directory, STREAM)).hasSize(2);
        assertThat(ChainCheck.controls(directory, STREAM)).containsOnlyOnce("suspended", "resumed");
    }

    @Test
    void aFileThatCannotBeCutBackIsLeftForANewSegment() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            long good = Files.size(segment(0));
            faults.write = true;
            faults.truncate = true;
            fixture.append(ledger, 2);
            faults.write = false;

            fixture.round(ledger);

            assertThat(Files.size(segment(0))).isGreaterThan(good);
            JsonNode opening =
                    new JsonMapper().readTree(Files.readAllLines(segment(1)).get(0));
            assertThat(opening.path("details").path("previous").path("length").longValue())
                    .isEqualTo(good);
        }
        assertThat(segment(1).getFileName()).hasToString(STREAM + ".0000000000000004.jsonl");
    }

    @Test
    void aFileThatCanBeCutBackLaterIsStillLeftButWhole() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            faults.write = true;
            faults.truncate = true;
            fixture.append(ledger, 2);
            faults.write = false;
            faults.truncate = false;

            fixture.round(ledger);
        }

        assertThat(ChainCheck.segments(directory, STREAM)).hasSize(2);
        assertThat(ids()).containsExactly(1, 2);
    }

    @Test
    void aFirstWriteThatCannotBeCutBackDoesNotBlockTheName() throws IOException {
        try (Ledger ledger = fixture.open()) {
            faults.write = true;
            faults.truncate = true;
            fixture.append(ledger, 1);
            faults.write = false;
        }

        assertThat(ids()).containsExactly(1);
        assertThat(directory.toFile().list((dir, name) -> name.contains(".torn-")))
                .hasSize(1);
    }

    @Test
    void whenNoNewSegmentCanBeOpenedTheOldOneGoesOn() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.clock.move(Duration.ofDays(2));
            faults.open = true;
            fixture.append(ledger, 2);
            assertThat(ledger.report().problems()).singleElement().asString().contains("Too many open files");
            assertThat(fixture.failures.report().failures()).containsEntry("roll-failed", 1L);
            faults.open = false;
            fixture.append(ledger, 3);
            assertThat(ledger.report().problems()).isEmpty();
        }

        assertThat(ChainCheck.segments(directory, STREAM)).hasSize(2);
        assertThat(ids()).containsExactly(1, 2, 3);
    }

    @Test
    void theStartIsSaidWhenWritingWorksAgain() throws IOException {
        Instant started = fixture.clock.instant();
        try (Ledger ledger = fixture.open()) {
            faults.write = true;
            ledger.start();
            assertThat(ledger.report().problems()).hasSize(1);
            fixture.clock.move(Duration.ofHours(1));
            fixture.append(ledger, 1);
            faults.write = false;
        }

        assertThat(ChainCheck.controls(directory, STREAM))
                .containsExactly("segment-opened", "started", "suspended", "resumed", "stopped");
        assertThat(time(ChainCheck.lines(directory, STREAM).get(1))).isEqualTo(started);
        assertThat(ids()).containsExactly(1);
    }

    @Test
    void theLogSaysWhatWaitedAndWhatWasLost() throws IOException {
        fixture.maxQueueSize = 1000;
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            faults.write = true;
            Instant since = fixture.clock.instant();
            for (int id = 2; id <= 9; id++) {
                fixture.append(ledger, id);
                fixture.clock.move(Duration.ofMinutes(1));
            }
            long waiting = ledger.figures().waitingRecords();
            assertThat(waiting).isBetween(2L, 4L);
            assertThat(ledger.figures().waitingBytes()).isBetween(500L, 1000L);
            assertThat(ledger.report().problems())
                    .singleElement()
                    .asString()
                    .contains(waiting + " wait", (8 - waiting) + " were lost", "audit.ledger.max-queue-size");
            assertThat(fixture.failures.report().failures()).containsEntry("record-lost", 8 - waiting);
            faults.write = false;
            fixture.round(ledger);
            fixture.append(ledger, 10);

            List<JsonNode> controls = ChainCheck.lines(directory, STREAM).stream()
                    .filter(line -> line.has("control"))
                    .toList();
            JsonNode suspended = controls.get(controls.size() - 2);
            assertThat(suspended.path("control").stringValue()).isEqualTo("suspended");
            assertThat(time(suspended)).isEqualTo(since);
            assertThat(suspended.path("details").path("reason").stringValue()).contains("Input/output error");
            JsonNode resumed = controls.get(controls.size() - 1);
            assertThat(resumed.path("control").stringValue()).isEqualTo("resumed");
            assertThat(time(resumed))
                    .isEqualTo(since.plus(Duration.ofMinutes(8)).plusSeconds(1));
            assertThat(resumed.path("details").toString())
                    .isEqualTo(String.format(
                            "{\"lostRecords\":%1$d,\"lostTransactions\":%1$d,\"records\":%2$d,\"transactions\":%2$d}",
                            8 - waiting, waiting));
            assertThat(ledger.report().details()).containsEntry("lost", 8 - waiting);
            assertThat(ledger.report().problems()).isEmpty();
        }
        assertThat(ids()).startsWith(1, 2).endsWith(10).isSorted();
    }

    @Test
    void whoFindsNoRoomWhileTheEndOfTheSuspensionIsBeingWrittenIsSaidToBeLostToo() throws Exception {
        fixture.maxQueueSize = 1000;
        try (Ledger ledger = fixture.open()) {
            faults.write = true;
            for (int id = 1; id <= 9; id++) {
                fixture.append(ledger, id);
            }
            faults.write = false;
            faults.gate = new CountDownLatch(1);
            Thread resuming = new Thread(ledger.housekeeping()::round);
            resuming.start();
            while (!faults.isHanging()) {
                Thread.onSpinWait();
            }
            fixture.append(ledger, 10);
            faults.gate.countDown();
            resuming.join();
            fixture.round(ledger);

            long said = ChainCheck.lines(directory, STREAM).stream()
                    .filter(line -> line.path("control").stringValue("").equals("resumed"))
                    .mapToLong(line -> line.path("details").path("lostRecords").longValue())
                    .sum();
            assertThat(said).isEqualTo(ledger.figures().lostRecords()).isEqualTo(10 - ids().size());
            long writesThen = ledger.writes();
            fixture.round(ledger);
            assertThat(ledger.writes()).isEqualTo(writesThen);
        }
    }

    @Test
    void whatIsStillWaitingAtTheEndIsLostAndSaid() throws IOException {
        try (Ledger ledger = fixture.open()) {
            ledger.start();
            faults.write = true;
            fixture.append(ledger, 1);
            fixture.append(ledger, 2);
        }
        assertThat(fixture.failures.report().failures())
                .containsEntry("record-lost", 1L)
                .containsEntry("write-failed", 2L);
        faults.write = false;
        fixture.open().close();
        assertThat(ChainCheck.controls(directory, STREAM)).containsExactly("segment-opened", "started");
    }

    @Test
    void whateverFailsBeforeTheWriteKeepsTheRecordWaiting() throws IOException {
        AtomicBoolean broken = new AtomicBoolean();
        fixture.asked = new Clock() {
            @Override
            public Instant instant() {
                if (broken.getAndSet(false)) {
                    throw new IllegalStateException("Out of order");
                }
                return fixture.clock.instant();
            }

            @Override
            public ZoneId getZone() {
                return fixture.clock.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        try (Ledger ledger = fixture.open()) {
            broken.set(true);
            fixture.append(ledger, 1);
            assertThat(ledger.figures().waitingRecords()).isEqualTo(1);
            assertThat(ledger.report().problems())
                    .singleElement()
                    .asString()
                    .contains(directory.toString(), "Out of order", "1 wait");
            fixture.round(ledger);
            assertThat(ledger.report().problems()).isEmpty();
        }
        assertThat(ids()).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatFailsAfterLinesAreWrittenHasThemWrittenNoSecondTime(boolean waiting) throws IOException {
        failOnceAfterTheFourthLargeRecord();
        try (Ledger ledger = fixture.open()) {
            faults.write = waiting;
            for (int id = 1; id <= 5; id++) {
                fixture.append(ledger, large(id));
            }
            faults.write = false;
            if (waiting) {
                fixture.round(ledger);
                fixture.round(ledger);
            }
            assertThat(ledger.figures().waitingRecords()).isZero();
            assertThat(fixture.failures.report().failures()).containsEntry("after-write-failed", 1L);
        }
        assertThat(ids()).containsExactly(1, 2, 3, 4, 5);
    }

    /** As a JVM does that can have no more of something, be it memory. */
    @Test
    void aNewSegmentThatCannotBeOpenedForWhateverReasonLeavesTheOldOneAsItIs() throws IOException {
        AtomicBoolean exhausted = new AtomicBoolean();
        fixture.maxSize = 1_500;
        fixture.files = path -> {
            if (exhausted.getAndSet(false)) {
                throw new OutOfMemoryError("There are no more buffers");
            }
            return faults.open(path);
        };
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            exhausted.set(true);
            for (int id = 2; id <= 10; id++) {
                fixture.append(ledger, id);
            }
            assertThat(exhausted).isFalse();
            faults.failAtWrite(2);
            fixture.round(ledger);
            fixture.round(ledger);
            assertThat(ledger.report().problems()).isEmpty();
        }
        assertThat(ids()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    /** As an appender does that writes what is logged to a table. */
    @Test
    void whoCommitsWhenToldOfAFailureDoesNotWriteInTheMiddleOfAWrite() throws IOException {
        failOnceAfterTheFourthLargeRecord();
        Logger logger = (Logger) LoggerFactory.getLogger("io.audittrail");
        try (Ledger ledger = fixture.open()) {
            AppenderBase<ILoggingEvent> committing = new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    if (event.getFormattedMessage().contains("Something failed after")) {
                        ledger.deliver(ledger.encode(fixture.set(9)));
                    }
                }
            };
            committing.start();
            logger.addAppender(committing);
            try {
                faults.write = true;
                for (int id = 1; id <= 5; id++) {
                    fixture.append(ledger, large(id));
                }
                faults.write = false;
                fixture.round(ledger);
            } finally {
                logger.detachAppender(committing);
            }
            fixture.round(ledger);
        }
        assertThat(ids()).containsExactly(1, 2, 3, 4, 5, 9);
    }

    @Test
    void listenersHearOfLinesWhenTheyAreWritten() throws IOException {
        List<Object> heard = new ArrayList<>();
        try (Ledger ledger = fixture.open()) {
            ledger.start();
            ledger.listen((line, seq, changes, record) -> heard.add(record == null ? "-" : Records.idOf(record)));
            faults.write = true;
            fixture.append(ledger, 1);
            fixture.append(ledger, 2);
            assertThat(heard).isEmpty();
            faults.write = false;
            fixture.round(ledger);
            assertThat(heard).containsExactly("-", "-", 1, 2);
        }
    }

    @Test
    void threadsThatCommitWhileTheDiskFailsNowAndThenLoseNothing() throws Exception {
        fixture.maxSize = 100_000;
        fixture.ownThread = true;
        fixture.maxQueueSize = 100 << 20;
        ExecutorService threads = Executors.newFixedThreadPool(9);
        AtomicBoolean done = new AtomicBoolean();
        try (Ledger ledger = fixture.open()) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int from = thread * 2000;
                all.add(threads.submit(() -> {
                    for (int i = from; i < from + 2000; i++) {
                        ledger.deliver(ledger.encode(fixture.set(i)));
                        fixture.clock.move(Duration.ofMillis(i % 7 == 0 ? -5 : 2));
                    }
                }));
            }
            Future<?> trouble = threads.submit(() -> {
                for (int i = 0; !done.get(); i++) {
                    faults.failAtWrite(i % 50);
                    LockSupport.parkNanos(5_000_000);
                }
            });
            for (Future<?> each : all) {
                each.get();
            }
            done.set(true);
            trouble.get();
            faults.failAtWrite(Integer.MAX_VALUE);
        } finally {
            threads.shutdown();
        }

        assertThat(ids()).doesNotHaveDuplicates().hasSize(16_000);
        for (int thread = 0; thread < 8; thread++) {
            int of = thread;
            assertThat(ids().stream().filter(id -> id / 2000 == of)).isSorted();
        }
        assertThat(fixture.failures.report().failures()).containsOnlyKeys("write-failed");
    }

    @Test
    void aWriteThatHangsKeepsOthersOnlyForAWhile() throws Exception {
        fixture.patience = Duration.ofMillis(200);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Ledger ledger = fixture.open()) {
            ledger.start();
            faults.gate = new CountDownLatch(1);
            Future<?> hanging = threads.submit(() -> ledger.deliver(ledger.encode(fixture.set(1))));
            while (ledger.refusal(Duration.ofDays(1)) == null) {
                LockSupport.parkNanos(1_000_000); // until the write is older than the patience
            }
            assertThat(ledger.report().problems()).singleElement().asString().contains("has not come to an end");
            Thread.currentThread().interrupt();
            fixture.append(ledger, 2);
            assertThat(Thread.interrupted()).isTrue();
            fixture.append(ledger, 3);
            assertThat(ledger.report().problems()).hasSize(2);
            assertThat(fixture.failures.report().failures()).containsEntry("write-hanging", 1L);
            faults.gate.countDown();
            hanging.get();
            fixture.round(ledger);
            assertThat(ledger.report().problems()).isEmpty();
        } finally {
            threads.shutdown();
        }
        assertThat(ids()).containsExactly(1, 2, 3);
    }

    @Test
    void whatIsRolledBackIsNotWritten() throws IOException {
        try (Ledger ledger = fixture.open()) {
            ledger.start();
            long writes = ledger.writes();
            Prepared prepared = new DirectDelivery(ledger, fixture.failures).prepare(fixture.set(1), null);

            prepared.rolledBack();
            prepared.committed();

            assertThat(ledger.writes()).isEqualTo(writes);
        }
        assertThat(ids()).isEmpty();
    }

    private static Instant time(JsonNode line) {
        return Instant.parse(line.path("@timestamp").stringValue());
    }

    /** When it is time to look how much room there is on the volume. */
    private void failOnceAfterTheFourthLargeRecord() {
        AtomicInteger looks = new AtomicInteger();
        fixture.minFreeSpace = 1;
        fixture.maxQueueSize = 1 << 26;
        fixture.volume = path -> {
            if (Files.size(segment(0)) > 16 << 20 && looks.incrementAndGet() == 1) {
                throw new IllegalStateException("No such volume");
            }
            return 1L << 40;
        };
    }

    /** Of some five megabytes. */
    private ChangeSet large(int id) {
        return new ChangeSet(
                Records.TX,
                fixture.clock.instant(),
                "sam",
                List.of(Records.update(id, new Change("title", null, "x".repeat(5_000_000)))),
                Map.of());
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
