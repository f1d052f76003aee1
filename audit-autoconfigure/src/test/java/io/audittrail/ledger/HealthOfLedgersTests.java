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
import org.jspecify.annotations.Nullable;
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
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);

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
        fixture.files = path -> new Hanging(SegmentFile.onDisk(path));
        ExecutorService committer = Executors.newSingleThreadExecutor();
        try (Ledger ledger = fixture.open()) {
            Future<?> write = committer.submit(() -> fixture.append(ledger, 1));
            hanging.await();

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

    private final class Hanging extends SegmentFile {

        private final SegmentFile file;

        Hanging(SegmentFile file) {
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            hanging.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            file.write(bytes, offset, count);
        }

        @Override
        long position() throws IOException {
            return file.position();
        }

        @Override
        @Nullable
        String disturbance(long length) {
            return file.disturbance(length);
        }

        @Override
        void read(long from, byte[] into, int count) throws IOException {
            file.read(from, into, count);
        }

        @Override
        void rewrite(long at, byte[] bytes, int count) throws IOException {
            file.rewrite(at, bytes, count);
        }

        @Override
        void sync() throws IOException {
            file.sync();
        }

        @Override
        void truncate(long length) throws IOException {
            file.truncate(length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
