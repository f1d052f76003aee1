package io.audittrail.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.audittrail.AuditGap;
import io.audittrail.AuditGap.Kind;
import io.audittrail.line.Lines;
import io.audittrail.line.Records;
import io.audittrail.trail.FileAuditTrail;
import io.audittrail.trail.TypeNames;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found by {@code AuditTrail.gaps()} in what ledgers wrote. */
class GapsOfLedgersTests {

    @TempDir
    Path directory;

    private LedgerFixture fixture;

    @BeforeEach
    void fixture() {
        fixture = new LedgerFixture(directory);
        fixture.maxSize = 2_000;
    }

    @Test
    void ledgerThatIsOpenHasNone() throws IOException {
        try (Ledger ledger = fixture.open()) {
            write(ledger, 50);
            assertThat(gaps(directory, true)).isEmpty();
        }
    }

    @Test
    void timeBetweenCloseAndOpenIsOff() throws IOException {
        try (Ledger ledger = fixture.open()) {
            write(ledger, 5);
        }
        Instant stopped = fixture.clock.instant();
        fixture.clock.move(Duration.ofHours(1));
        try (Ledger ledger = fixture.open()) {
            ledger.start();
            assertThat(gaps(directory, true))
                    .extracting(AuditGap::kind, AuditGap::from, AuditGap::to)
                    .containsExactly(tuple(Kind.OFF, stopped, fixture.clock.instant()));
        }
    }

    @Test
    void ledgerThatWasNotClosedWasKilledAfterItsLastLine(@TempDir Path copy) throws IOException {
        Instant last;
        try (Ledger ledger = fixture.open()) {
            write(ledger, 20);
            last = fixture.clock.instant();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.jsonl")) {
                for (Path file : files) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
        }
        assertThat(gaps(copy, false))
                .extracting(AuditGap::kind, AuditGap::from, AuditGap::to)
                .containsExactly(tuple(Kind.KILLED, last, null));

        fixture.clock.move(Duration.ofMinutes(5));
        LedgerFixture restarted = new LedgerFixture(copy);
        restarted.clock.move(Duration.between(restarted.clock.instant(), fixture.clock.instant()));
        try (Ledger ledger = restarted.open()) {
            ledger.start();
            assertThat(gaps(copy, true))
                    .extracting(AuditGap::kind, AuditGap::from, AuditGap::to)
                    .containsExactly(tuple(Kind.KILLED, last, fixture.clock.instant()));
        }
    }

    @Test
    void unknownOutcomeIsFound() throws IOException {
        try (Ledger ledger = fixture.open()) {
            write(ledger, 1);
            Lines lines = ledger.encode(fixture.set("x"));
            lines.outcomeUnknown();
            ledger.deliver(lines);
            assertThat(gaps(directory, true))
                    .extracting(AuditGap::kind, AuditGap::from, AuditGap::records)
                    .containsExactly(tuple(Kind.UNKNOWN_OUTCOME, fixture.clock.instant(), 1L));
            assertThat(gaps(directory, true).get(0).detail()).contains(Records.TX.toString());
        }
    }

    @Test
    void whatWaitedAndWhatWasLostIsTold() throws IOException {
        FailingFile.Faults faults = new FailingFile.Faults();
        fixture.files = faults;
        fixture.maxQueueSize = 1_500;
        try (Ledger ledger = fixture.open()) {
            write(ledger, 1);
            faults.write = true;
            write(ledger, 20);
            long waiting = ledger.figures().waitingRecords();
            long lost = ledger.figures().lostRecords();
            assertThat(waiting).isPositive();
            assertThat(lost).isPositive();
            assertThat(waiting + lost).isEqualTo(20);
            faults.write = false;
            fixture.round(ledger);

            assertThat(gaps(directory, true))
                    .extracting(AuditGap::kind, AuditGap::records)
                    .containsExactly(tuple(Kind.LOST, lost), tuple(Kind.SUSPENDED, waiting));
            assertThat(gaps(directory, true)).allSatisfy(gap -> {
                assertThat(gap.to()).isEqualTo(fixture.clock.instant());
                assertThat(gap.detail()).contains("Input/output error");
            });
        }
    }

    private void write(Ledger ledger, int records) throws IOException {
        for (int i = 0; i < records; i++) {
            fixture.clock.move(Duration.ofSeconds(1));
            fixture.append(ledger, i);
        }
    }

    private static List<AuditGap> gaps(Path directory, boolean written) {
        return new FileAuditTrail(directory, stream -> written, TypeNames.AS_THEY_ARE).gaps();
    }
}
