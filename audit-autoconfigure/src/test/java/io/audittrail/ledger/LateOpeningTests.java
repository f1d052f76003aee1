package io.audittrail.ledger;

import static io.audittrail.ledger.LedgerFixture.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.line.Lines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that has no room for the files must not keep the application from its start. */
class LateOpeningTests {

    @TempDir
    Path directory;

    private final FailingFile.Faults faults = new FailingFile.Faults();
    private LedgerFixture fixture;

    @BeforeEach
    void setUp() throws IOException {
        fixture = new LedgerFixture(directory);
        fixture.files = faults;
        faults.open = true;
    }

    @Test
    void recordsWaitUntilTheFilesCanBeOpened() throws IOException {
        try (Ledger ledger = fixture.open()) {
            ledger.policy("settings", Map.of("a", 1));
            ledger.start();
            fixture.append(ledger, 1);
            fixture.round(ledger);
            assertThat(ledger.report().problems())
                    .singleElement()
                    .asString()
                    .contains("could not be opened", "Too many open files", "1 wait", "audit.ledger.directory");
            assertThat(ledger.report().details()).doesNotContainKey("segment").containsEntry("waiting", 1L);
            assertThat(ledger.refusal(Duration.ZERO)).contains("Too many open files");
            Lines lines = ledger.encode(fixture.set(2));
            assertThatThrownBy(() -> ledger.appendSynced(List.of(lines))).hasMessageContaining("Too many open files");

            faults.open = false;
            fixture.round(ledger);
            fixture.append(ledger, 3);
            assertThat(ledger.report().problems()).isEmpty();
        }
        assertThat(ids()).containsExactly(1, 3);
        assertThat(ChainCheck.controls(directory, STREAM))
                .containsExactly("segment-opened", "started", "suspended", "resumed", "stopped");
    }

    @Test
    void aPolicyThatChangedIsSaidThoughTheOldOneWasNotKnownAtTheStart() throws IOException {
        faults.open = false;
        start("a");
        faults.open = true;
        try (Ledger ledger = fixture.open()) {
            ledger.policy("settings", Map.of("key", "b"));
            ledger.start();
            faults.open = false;
        }
        assertThat(ChainCheck.controls(directory, STREAM))
                .endsWith("stopped", "started", "policy-changed", "suspended", "resumed", "stopped");
    }

    @Test
    void aLedgerThatIsNeverOpenedLosesWhatWaitsAndSaysSo() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.append(ledger, 2);
        }
        assertThat(fixture.failures.report().failures()).containsKeys("record-lost", "write-failed");
        faults.open = false;
        start("a");
        assertThat(ids()).isEmpty();
    }

    private void start(String policy) {
        try (Ledger ledger = fixture.open()) {
            ledger.policy("settings", Map.of("key", policy));
            ledger.start();
        }
    }

    private List<Integer> ids() {
        return ChainCheck.records(directory, STREAM).stream()
                .map(line -> line.path("entityId").intValue())
                .toList();
    }
}
