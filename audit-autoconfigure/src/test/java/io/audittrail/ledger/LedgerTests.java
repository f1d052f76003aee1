package io.audittrail.ledger;

import static io.audittrail.ledger.LedgerFixture.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.line.Lines;
import io.audittrail.line.Records;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LedgerTests {

    @TempDir
    Path directory;

    LedgerFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new LedgerFixture(directory);
    }

    @Test
    void aLogBeginsWithItsStartAndEndsWithItsStop() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
        }

        List<JsonNode> lines = ChainCheck.lines(directory, STREAM);
        assertThat(ChainCheck.controls(directory, STREAM)).containsExactly("segment-opened", "started", "stopped");
        assertThat(lines.get(1).path("details").path("application").stringValue())
                .isEqualTo("sam");
        assertThat(lines.get(1).path("details").path("version").stringValue()).isEqualTo("1.2");
        assertThat(lines.get(2).path("entityId").intValue()).isEqualTo(1);
        assertThat(lines.get(3).path("details").path("policyDigest"))
                .isEqualTo(lines.get(1).path("details").path("policyDigest"));
    }

    @Test
    void aLedgerThatWasNeverUsedSaysNothing() {
        fixture.open().close();

        assertThat(ChainCheck.lines(directory, STREAM)).isEmpty();
    }

    @Test
    void aTransactionIsOneWrite() throws IOException {
        try (Ledger ledger = fixture.open()) {
            ledger.start();
            long before = ledger.writes();

            fixture.append(
                    ledger,
                    Records.set(
                            Records.update(1, new Change("a", 1, 2)),
                            Records.update(2, new Change("a", 1, 2)),
                            Records.update(3, new Change("a", 1, 2))));

            assertThat(ledger.writes() - before).isEqualTo(1);
            assertThat(ledger.seq()).isEqualTo(5);
        }
    }

    @Test
    void theChainIsContinuedInTheSameSegmentAfterARestart() throws IOException {
        for (int i = 0; i < 3; i++) {
            try (Ledger ledger = fixture.open()) {
                fixture.append(ledger, i);
            }
        }

        assertThat(ChainCheck.segments(directory, STREAM)).hasSize(1);
        assertThat(ChainCheck.records(directory, STREAM)).hasSize(3);
    }

    @Test
    void anOldSegmentIsNotContinuedAfterARestart() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
        }
        fixture.clock.move(Duration.ofHours(25));
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 2);
        }

        assertThat(ChainCheck.segments(directory, STREAM)).hasSize(2);
        List<JsonNode> lines = ChainCheck.lines(directory, STREAM);
        JsonNode previous = lines.get(4).path("details").path("previous");
        assertThat(previous.path("earliest").stringValue()).isEqualTo("2026-11-20T22:05:31.123456Z");
        assertThat(previous.path("latest").stringValue()).isEqualTo("2026-11-20T22:05:31.123456Z");
    }

    @Test
    void aSegmentThatIsFullIsFollowedByTheNext() throws IOException {
        fixture.maxSize = 4096;
        try (Ledger ledger = fixture.open()) {
            for (int i = 0; i < 100; i++) {
                fixture.append(ledger, i);
            }
        }

        List<Path> segments = ChainCheck.segments(directory, STREAM);
        assertThat(segments).hasSizeGreaterThan(8);
        for (Path segment : segments) {
            assertThat(Files.size(segment)).isLessThanOrEqualTo(4096);
        }
        assertThat(ChainCheck.records(directory, STREAM)).hasSize(100);
    }

    @Test
    void aSegmentThatIsOldIsFollowedByTheNext() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.clock.move(Duration.ofHours(23));
            fixture.append(ledger, 2);
            assertThat(ChainCheck.segments(directory, STREAM)).hasSize(1);
            fixture.clock.move(Duration.ofHours(1));
            fixture.append(ledger, 3);
        }

        assertThat(ChainCheck.segments(directory, STREAM)).hasSize(2);
        assertThat(ChainCheck.records(directory, STREAM)).hasSize(3);
    }

    @Test
    void aClockThatIsSetBackChangesNeitherNamesNorOrder() throws IOException {
        fixture.maxSize = 4096;
        try (Ledger ledger = fixture.open()) {
            for (int i = 0; i < 100; i++) {
                fixture.clock.move(Duration.ofHours(i % 10 == 0 ? -1000 : 1));
                fixture.append(ledger, i);
            }
        }

        assertThat(ChainCheck.records(directory, STREAM))
                .extracting(line -> line.path("entityId").intValue())
                .isSorted()
                .hasSize(100);
    }

    @Test
    void aClockThatWasSetBackDoesNotKeepASegmentOpenForLonger() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.clock.move(Duration.ofDays(-365));
            fixture.append(ledger, 2);
            fixture.clock.move(Duration.ofDays(1));
            fixture.append(ledger, 3);
        }

        assertThat(ChainCheck.segments(directory, STREAM)).hasSize(2);
    }

    @Test
    void deliveringARecordAllocatesNextToNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ChangeSet set = fixture.set(1);
        long least = Long.MAX_VALUE;
        try (Ledger ledger = fixture.open()) {
            DirectDelivery delivery = new DirectDelivery(ledger, fixture.failures);
            deliver(10_000, delivery, set);
            for (int i = 0; i < 5; i++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                deliver(1_000, delivery, set);
                least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / 1_000);
            }
        }

        assertThat(least).isLessThanOrEqualTo(64);
    }

    private static void deliver(int times, DirectDelivery delivery, ChangeSet set) {
        for (int i = 0; i < times; i++) {
            delivery.prepare(set, null).committed();
        }
    }

    @Test
    void aLargeTransactionIsSealedInOneBufferOfItsSize() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ChangeSet large = Records.set(IntStream.range(0, 20_000)
                .mapToObj(i -> Records.update(i, new Change("title", "Old", "New")))
                .toArray(ChangeRecord[]::new));
        try (Ledger ledger = fixture.open()) {
            Lines lines = ledger.encode(large);
            long size = lines.buffer().length() + 110L * lines.count();
            long before = threads.getCurrentThreadAllocatedBytes();
            ledger.deliver(lines);
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(size * 5 / 4);
        }
    }

    @Test
    void aTransactionStaysInOneSegment() throws IOException {
        fixture.maxSize = 4096;
        ChangeSet large = Records.set(IntStream.range(0, 50)
                .mapToObj(i -> Records.update(i, new Change("a", 1, 2)))
                .toArray(ChangeRecord[]::new));
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.append(ledger, large);
            fixture.append(ledger, 2);
        }

        Path second = ChainCheck.segments(directory, STREAM).get(1);
        assertThat(Files.readAllLines(second)).hasSize(51);
        assertThat(ChainCheck.records(directory, STREAM)).hasSize(52);
    }

    @Test
    void eightThreadsOnTinySegmentsLeaveNoGap() throws Exception {
        fixture.maxSize = 4096;
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Ledger ledger = fixture.open()) {
            DirectDelivery delivery = new DirectDelivery(ledger, fixture.failures);
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int from = thread * 500;
                all.add(threads.submit(() -> {
                    for (int i = from; i < from + 500; i++) {
                        delivery.prepare(fixture.set(i), null).committed();
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(ChainCheck.records(directory, STREAM))
                .extracting(line -> line.path("entityId").intValue())
                .doesNotHaveDuplicates()
                .hasSize(4000);
    }

    @Test
    void eightThreadsThatAreInterruptedWhileTheClockJumpsLeaveNoGap() throws Exception {
        fixture.maxSize = 100_000;
        fixture.ownThread = true;
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Ledger ledger = fixture.open()) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int from = thread * 1000;
                all.add(threads.submit(() -> {
                    for (int i = from; i < from + 1000; i++) {
                        if (i % 3 == 0) {
                            Thread.currentThread().interrupt();
                        }
                        fixture.clock.move(Duration.ofMinutes(i % 10 == 0 ? -100 : 10));
                        ledger.deliver(ledger.encode(fixture.set(i)));
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(ChainCheck.segments(directory, STREAM)).hasSizeGreaterThan(8);
        assertThat(ChainCheck.records(directory, STREAM))
                .extracting(line -> line.path("entityId").intValue())
                .doesNotHaveDuplicates()
                .hasSize(8000);
        assertThat(fixture.failures.report().failures()).isEmpty();
    }

    @Test
    void anInterruptedThreadStillWrites() throws IOException {
        try (Ledger ledger = fixture.open()) {
            Thread.currentThread().interrupt();
            fixture.append(ledger, 1);
            assertThat(Thread.interrupted()).isTrue();
            fixture.append(ledger, 2);
        }

        assertThat(ChainCheck.records(directory, STREAM)).hasSize(2);
    }

    @Test
    void theLinkPointsAtTheCurrentSegment() throws IOException {
        Path link = directory.resolve(STREAM + ".current");
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            assertThat(Files.readSymbolicLink(link)).hasToString(STREAM + ".0000000000000001.jsonl");
            fixture.clock.move(Duration.ofDays(2));
            fixture.append(ledger, 2);
            assertThat(Files.readSymbolicLink(link)).hasToString(STREAM + ".0000000000000004.jsonl");
        }
    }

    @Test
    void aPolicyThatChangedSinceTheLastStartIsSaid() throws IOException {
        start(Map.of("b", 1, "a", 2));
        start(Map.of("a", 2, "b", 1));
        assertThat(ChainCheck.controls(directory, STREAM)).doesNotContain("policy-changed");

        start(Map.of("a", 3, "b", 1));

        List<JsonNode> lines = ChainCheck.lines(directory, STREAM);
        assertThat(ChainCheck.controls(directory, STREAM)).endsWith("stopped", "started", "policy-changed", "stopped");
        JsonNode started = lines.get(lines.size() - 3).path("details");
        JsonNode changed = lines.get(lines.size() - 2).path("details");
        assertThat(started.path("policy").path("settings").path("a").intValue()).isEqualTo(3);
        assertThat(changed.path("policyDigest")).isEqualTo(started.path("policyDigest"));
        assertThat(changed.path("previousPolicyDigest"))
                .isEqualTo(lines.get(1).path("details").path("policyDigest"));
    }

    @Test
    void aPolicyThatChangesWhileRunningIsSaidAtOnce() {
        try (Ledger ledger = fixture.open()) {
            ledger.policy("settings", Map.of("a", 1));
            ledger.start();
            ledger.policy("settings", Map.of("a", 1));
            ledger.policy("unit sam", Map.of("entities", List.of("Project")));
        }

        assertThat(ChainCheck.controls(directory, STREAM))
                .containsExactly("segment-opened", "started", "policy-changed", "stopped");
        start(Map.of("a", 1));
        assertThat(ChainCheck.controls(directory, STREAM)).endsWith("started", "policy-changed", "stopped");
    }

    @Test
    void thePolicyIsKnownAcrossACrashAndManySegments() throws IOException {
        fixture.maxSize = 4096;
        try (Ledger ledger = fixture.open()) {
            ledger.policy("settings", Map.of("a", 1));
            for (int i = 0; i < 30; i++) {
                fixture.append(ledger, i);
            }
        }
        List<Path> segments = ChainCheck.segments(directory, STREAM);
        cutLastLine(segments.get(segments.size() - 1)); // as if it had never said that it stops
        assertThat(ChainCheck.controls(directory, STREAM)).endsWith("segment-opened");

        start(Map.of("a", 2));

        assertThat(ChainCheck.controls(directory, STREAM)).endsWith("started", "policy-changed", "stopped");
    }

    @Test
    void listenersHearEveryLineInOrder() throws IOException {
        fixture.maxSize = 4096;
        List<String> heard = new ArrayList<>();
        try (Ledger ledger = fixture.open()) {
            ledger.listen((line, seq, changes, record) -> {
                String text = new String(line, StandardCharsets.UTF_8);
                assertThat(text).contains("\"seq\":" + seq + ",");
                assertThat(record == null).isEqualTo(text.contains("\"control\""));
                if (record != null) {
                    assertThat(text).contains("\"entityId\":" + Records.idOf(record) + ",");
                }
                heard.add(text);
            });
            for (int i = 0; i < 30; i++) {
                fixture.append(ledger, i);
            }
        }

        List<String> written = new ArrayList<>();
        for (Path segment : ChainCheck.segments(directory, STREAM)) {
            written.addAll(Files.readAllLines(segment));
        }
        assertThat(heard).isEqualTo(written).hasSizeGreaterThan(32);
        assertThat(fixture.failures.report().failures()).isEmpty();
    }

    @Test
    void aListenerThatFailsOrWritesHarmsNobody() throws IOException {
        List<Long> heard = new ArrayList<>();
        try (Ledger ledger = fixture.open()) {
            ledger.listen((line, seq, changes, record) -> {
                if (record != null && Records.idOf(record).equals(1)) {
                    append(ledger, 2);
                }
                throw new IllegalStateException("no");
            });
            ledger.listen((line, seq, changes, record) -> heard.add(seq));

            fixture.append(ledger, 1);
        }

        assertThat(ChainCheck.records(directory, STREAM)).hasSize(2);
        assertThat(heard).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(fixture.failures.report().failures()).containsEntry("listener-failed", 5L);
    }

    @Test
    void nothingIsWrittenAfterTheEnd() throws IOException {
        Ledger ledger = fixture.open();
        fixture.append(ledger, 1);
        ledger.close();
        ledger.close();

        fixture.append(ledger, 2);

        assertThat(fixture.failures.report().failures()).containsExactly(Map.entry("record-lost", 1L));
        assertThat(ledger.figures().lostRecords()).isEqualTo(1);
        assertThat(ledger.refusal(Duration.ofDays(1))).contains("closed");
        assertThat(ChainCheck.records(directory, STREAM)).hasSize(1);
    }

    @Test
    void healthSaysWhereTheLogIs() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);

            assertThat(ledger.report().problems()).isEmpty();
            assertThat(ledger.report().details())
                    .containsEntry("stream", STREAM)
                    .containsEntry("directory", directory.toRealPath().toString())
                    .containsEntry("segment", STREAM + ".0000000000000001.jsonl")
                    .containsEntry("seq", 3L)
                    .containsEntry("lastWrite", "2026-11-20T22:05:31.123Z");
        }
    }

    private void start(Map<String, Object> settings) {
        try (Ledger ledger = fixture.open()) {
            ledger.policy("settings", settings);
            ledger.start();
        }
    }

    private void append(Ledger ledger, int id) {
        try {
            fixture.append(ledger, id);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void cutLastLine(Path segment) throws IOException {
        String text = Files.readString(segment);
        Files.writeString(segment, text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1));
    }
}
