package io.audittrail.ledger;

import static io.audittrail.ledger.LedgerFixture.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.transaction.Delivery.Prepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    void aFailedWriteIsThrownCutOffAndShown() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            long good = Files.size(segment(0));

            faults.write = true;
            assertThatThrownBy(() -> fixture.append(ledger, 2))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(segment(0).toString())
                    .hasMessageContaining("Input/output error");

            assertThat(Files.size(segment(0))).isEqualTo(good);
            assertThat(ledger.report().problems())
                    .singleElement()
                    .asString()
                    .contains(segment(0).toString(), "Input/output error", "audit.ledger.directory");
            assertThat(fixture.failures.report().failures()).containsEntry("write-failed", 1L);

            faults.write = false;
            fixture.append(ledger, 3);
            assertThat(ledger.report().problems()).isEmpty();
        }

        assertThat(ids()).containsExactly(1, 3);
    }

    @Test
    void aWriteThatIsShortWithoutSayingSoIsSeen() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            faults.silentlyShort = true;
            assertThatThrownBy(() -> fixture.append(ledger, 2)).hasMessageContaining("not complete");
            faults.silentlyShort = false;
            fixture.append(ledger, 3);
        }

        assertThat(ids()).containsExactly(1, 3);
    }

    @Test
    void everyAcknowledgedRecordIsInTheLogWhenTheDiskFillsUp() throws IOException {
        fixture.maxSize = 4096;
        int acknowledged = 0;
        try (Ledger ledger = fixture.open()) {
            faults.free = 20_000;
            for (int i = 0; i < 200; i++) {
                try {
                    fixture.append(ledger, i);
                    acknowledged++;
                } catch (IOException e) {
                    assertThat(e).hasMessageContaining("No space left on device");
                }
            }
            faults.free = Long.MAX_VALUE;
        }

        assertThat(acknowledged).isBetween(30, 60);
        assertThat(ids()).hasSize(acknowledged);
        assertThat(fixture.failures.report().failures()).containsEntry("write-failed", 200L - acknowledged);
    }

    @Test
    void aFileThatCannotBeCutBackIsLeftForANewSegment() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            long good = Files.size(segment(0));
            faults.write = true;
            faults.truncate = true;
            assertThatThrownBy(() -> fixture.append(ledger, 2)).isInstanceOf(IOException.class);
            faults.write = false;

            fixture.append(ledger, 3);

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
            assertThatThrownBy(() -> fixture.append(ledger, 2)).isInstanceOf(IOException.class);
            faults.write = false;
            faults.truncate = false;

            fixture.append(ledger, 3);
        }

        assertThat(ChainCheck.segments(directory, STREAM)).hasSize(2);
        assertThat(ids()).containsExactly(1, 3);
    }

    @Test
    void aFirstWriteThatCannotBeCutBackDoesNotBlockTheName() throws IOException {
        try (Ledger ledger = fixture.open()) {
            faults.write = true;
            faults.truncate = true;
            assertThatThrownBy(() -> fixture.append(ledger, 1)).isInstanceOf(IOException.class);
            faults.write = false;

            fixture.append(ledger, 2);
        }

        assertThat(ids()).containsExactly(2);
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
        try (Ledger ledger = fixture.open()) {
            faults.write = true;
            ledger.start();
            assertThat(ledger.report().problems()).hasSize(1);
            faults.write = false;
            fixture.append(ledger, 1);
        }

        assertThat(ChainCheck.controls(directory, STREAM)).containsExactly("segment-opened", "started", "stopped");
        assertThat(ids()).containsExactly(1);
    }

    @Test
    void theLogSaysWhatIsMissingAsSoonAsItCan() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            faults.write = true;
            Instant since = fixture.clock.instant();
            for (int id = 2; id <= 4; id++) {
                int lost = id;
                assertThatThrownBy(() -> fixture.append(ledger, lost)).isInstanceOf(IOException.class);
                fixture.clock.move(Duration.ofMinutes(1));
            }
            faults.write = false;
            fixture.append(ledger, 5);

            List<JsonNode> lines = ChainCheck.lines(directory, STREAM);
            JsonNode suspended = lines.get(lines.size() - 3);
            assertThat(suspended.path("control").stringValue()).isEqualTo("suspended");
            assertThat(Instant.parse(suspended.path("@timestamp").stringValue()))
                    .isEqualTo(since);
            assertThat(suspended.path("details").path("reason").stringValue()).contains("Input/output error");
            JsonNode resumed = lines.get(lines.size() - 2);
            assertThat(resumed.path("control").stringValue()).isEqualTo("resumed");
            assertThat(resumed.path("details").path("transactions").longValue()).isEqualTo(3);
            assertThat(resumed.path("details").path("records").longValue()).isEqualTo(3);
        }
        assertThat(ids()).containsExactly(1, 5);
    }

    @Test
    void whatIsMissingIsSaidAtTheEndWhenNoRecordFollows() throws IOException {
        try (Ledger ledger = fixture.open()) {
            ledger.start();
            faults.write = true;
            assertThatThrownBy(() -> fixture.append(ledger, 1)).isInstanceOf(IOException.class);
            faults.write = false;
        }
        assertThat(ChainCheck.controls(directory, STREAM))
                .containsExactly("segment-opened", "started", "suspended", "resumed", "stopped");
    }

    @Test
    void aCommittedTransactionHearsNothingOfAFailedWrite() throws IOException {
        try (Ledger ledger = fixture.open()) {
            ledger.start();
            DirectDelivery delivery = new DirectDelivery(ledger, fixture.failures);
            Prepared first = delivery.prepare(fixture.set(1), null);
            faults.write = true;

            first.committed();

            assertThat(fixture.failures.report().failures()).containsEntry("write-failed", 1L);
            faults.write = false;
            first.committed();
            delivery.prepare(fixture.set(2), null).committed();
        }

        assertThat(ids()).containsExactly(2);
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

    private Path segment(int n) throws IOException {
        return ChainCheck.segments(directory.toRealPath(), STREAM).get(n);
    }

    private List<Integer> ids() {
        return ChainCheck.records(directory, STREAM).stream()
                .map(line -> line.path("entityId").intValue())
                .toList();
    }
}
