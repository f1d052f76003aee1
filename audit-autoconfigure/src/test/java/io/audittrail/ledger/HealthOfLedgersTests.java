package io.audittrail.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.actuate.AuditHealthIndicator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** What the health component shows of ledgers. */
class HealthOfLedgersTests {

    @TempDir
    Path directory;

    private LedgerFixture fixture;

    @BeforeEach
    void fixture() {
        fixture = new LedgerFixture(directory);
    }

    @Test
    void failedWriterIsAProblemUntilItWritesAgain() throws IOException {
        FailingFile.Faults faults = new FailingFile.Faults();
        fixture.files = faults;
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            assertThat(health(ledger).getStatus()).isEqualTo(Status.UP);
            assertThat(health(ledger).getDetails())
                    .containsEntry("stream", LedgerFixture.STREAM)
                    .containsEntry("seq", ledger.seq())
                    .containsKey("lastWrite");

            faults.write = true;
            ledger.deliver(ledger.encode(fixture.set(2)));
            assertThat(health(ledger).getStatus()).isEqualTo(AuditHealthIndicator.DEGRADED);
            assertThat(health(ledger).getDetails().get("problems"))
                    .asString()
                    .contains("Input/output error", "audit.ledger.directory");

            faults.write = false;
            fixture.round(ledger);
            assertThat(health(ledger).getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void diskWithoutItsReserveIsAProblemThatNamesTheSetting() throws IOException {
        AtomicLong free = new AtomicLong(2_000_000);
        fixture.minFreeSpace = 1_000_000;
        fixture.volume = path -> free.get();
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            assertThat(health(ledger).getStatus()).isEqualTo(Status.UP);

            free.set(500_000);
            fixture.round(ledger);
            fixture.append(ledger, 2);
            assertThat(health(ledger).getStatus()).isEqualTo(AuditHealthIndicator.DEGRADED);
            assertThat(health(ledger).getDetails().get("problems")).asString().contains("audit.ledger.min-free-space");
            assertThat(ledger.figures().waitingRecords()).isEqualTo(1);

            free.set(2_000_000);
            fixture.round(ledger);
            assertThat(health(ledger).getStatus()).isEqualTo(Status.UP);
            assertThat(ledger.figures().waitingRecords()).isZero();
        }
    }

    /** Who asks must not wait for a disk that does not answer. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void healthAndFiguresAreToldWhileAWriteHangs() throws Exception {
        FailingFile.Faults faults = new FailingFile.Faults();
        fixture.files = faults;
        CountDownLatch answer = new CountDownLatch(1);
        ExecutorService committer = Executors.newSingleThreadExecutor();
        try (Ledger ledger = fixture.open()) {
            faults.gate = answer;
            Future<?> write = committer.submit(() -> fixture.append(ledger, 1));
            while (!faults.isHanging()) {
                Thread.onSpinWait();
            }

            assertThat(health(ledger).getDetails()).containsEntry("stream", LedgerFixture.STREAM);
            assertThat(ledger.figures().lostRecords()).isZero();
            assertThat(write.isDone()).isFalse();

            answer.countDown();
            write.get(10, TimeUnit.SECONDS);
        } finally {
            answer.countDown();
            committer.shutdown();
        }
    }

    private Health health(Ledger ledger) {
        return new AuditHealthIndicator(List.of(ledger, fixture.failures), AuditHealthIndicator.DEGRADED).health();
    }
}
