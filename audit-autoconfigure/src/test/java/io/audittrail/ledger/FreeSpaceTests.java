package io.audittrail.ledger;

import static io.audittrail.ledger.LedgerFixture.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit.ledger.min-free-space}: the log stops before it has filled the volume for everyone. */
class FreeSpaceTests {

    private static final long MEGABYTE = 1 << 20;

    @TempDir
    Path directory;

    private LedgerFixture fixture;
    private volatile long free = 1000 * MEGABYTE;

    @BeforeEach
    void setUp() {
        fixture = new LedgerFixture(directory);
        fixture.minFreeSpace = 256 * MEGABYTE;
        fixture.volume = path -> free;
    }

    @Test
    void belowTheReserveRecordsWaitUntilThereIsRoomForThem() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            free = 255 * MEGABYTE;
            fixture.round(ledger);
            fixture.append(ledger, 2);

            assertThat(ledger.report().problems())
                    .singleElement()
                    .asString()
                    .contains(
                            "Only 255.0 MB", "audit.ledger.min-free-space", "256.0 MB", directory.toString(), "1 wait");
            assertThat(ledger.refusal(Duration.ofDays(1))).contains("audit.ledger.min-free-space");
            assertThat(fixture.failures.report().failures()).containsOnlyKeys("space-short");
            assertThat(ids()).containsExactly(1);

            free = 256 * MEGABYTE;
            fixture.round(ledger);
            assertThat(ids()).as("there is no room yet for what waits").containsExactly(1);
            free = 257 * MEGABYTE;
            fixture.round(ledger);
            fixture.append(ledger, 3);
            assertThat(ledger.report().problems()).isEmpty();
        }
        assertThat(ids()).containsExactly(1, 2, 3);
        assertThat(ChainCheck.controls(directory, STREAM))
                .containsExactly("segment-opened", "started", "suspended", "resumed", "stopped");
    }

    @Test
    void theApplicationStartsBelowTheReserve() throws IOException {
        free = 3 * MEGABYTE;
        try (Ledger ledger = fixture.open()) {
            ledger.start();
            fixture.append(ledger, 1);
            assertThat(ledger.report().problems()).singleElement().asString().contains("Only 3.0 MB");
            free = 300 * MEGABYTE;
            fixture.round(ledger);
            assertThat(ids()).containsExactly(1);
        }
        assertThat(ChainCheck.controls(directory, STREAM))
                .containsExactly("segment-opened", "started", "suspended", "resumed", "stopped");
    }

    @Test
    void whoWritesMuchLooksForHimself() throws IOException {
        try (Ledger ledger = fixture.open()) {
            free = 200 * MEGABYTE;
            String large = "x".repeat(5_000_000);
            for (int i = 0; i < 6; i++) {
                fixture.append(ledger, large);
            }
            assertThat(ledger.report().problems()).singleElement().asString().contains("Only 200.0 MB");
            assertThat(ChainCheck.records(directory, STREAM)).hasSize(4);
            free = 1000 * MEGABYTE;
        }
    }

    @Test
    void withoutAReserveNobodyLooks() throws IOException {
        fixture.minFreeSpace = 0;
        free = 0;
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.round(ledger);
            assertThat(ledger.report().problems()).isEmpty();
        }
    }

    @Test
    void whereItCannotBeToldWritingGoesOn() throws IOException {
        fixture.volume = path -> {
            throw new IOException("Stale file handle");
        };
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.round(ledger);
        }
        assertThat(ids()).containsExactly(1);
    }

    private List<Integer> ids() {
        return ChainCheck.records(directory, STREAM).stream()
                .map(line -> line.path("entityId").intValue())
                .toList();
    }
}
