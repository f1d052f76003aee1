package io.audittrail.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.audittrail.AuditGap;
import io.audittrail.actuate.VerificationRun.Snapshot;
import io.audittrail.actuate.VerificationRun.State;
import io.audittrail.testing.SettableClock;
import io.audittrail.verify.Progress;
import io.audittrail.verify.Verification;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BackgroundVerificationTests {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final LogExamination.Found WHOLE =
            new LogExamination.Found(new Verification(List.of(), List.of(), 0), false, false, List.of());

    private final SettableClock clock = new SettableClock(START);
    private final Examination log = new Examination();
    private final BackgroundVerification verification = new BackgroundVerification(log, clock);

    @AfterEach
    void close() {
        verification.close();
    }

    @Test
    void firstQuestionBeginsOneAndLaterOnesAreAnsweredByIt() {
        Snapshot first = verification.latest(null).run();
        assertThat(first.state()).isEqualTo(State.RUNNING);
        assertThat(first.startedAt()).isEqualTo(START);
        assertThat(first.finishedAt()).isNull();
        log.reads.release();
        await().until(() -> verification.latest(null).run().bytes() == 40);
        assertThat(verification.latest(null).run().of()).isEqualTo(100);
        clock.move(Duration.ofSeconds(3));
        log.reads.release();

        Snapshot done = ended();

        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.found()).isSameAs(WHOLE);
        assertThat(done.finishedAt()).isEqualTo(START.plusSeconds(3));
        assertThat(done.bytes()).isEqualTo(100);
        assertThat(verification.latest(START).run()).isEqualTo(done);
        assertThat(log.verified).hasValue(1);
    }

    @Test
    void anotherIsBegunForThoseWhoWantANewerOneButNeverTwoAtATime() {
        log.searches.release(2);
        log.reads.release(2);
        verification.latest(null);
        Snapshot first = ended();
        clock.move(Duration.ofSeconds(10));
        Instant since = clock.instant();
        clock.move(Duration.ofSeconds(1));

        BackgroundVerification.Latest second = verification.latest(since);
        assertThat(second.run().state()).isEqualTo(State.RUNNING);
        assertThat(second.before()).isEqualTo(first);
        clock.move(Duration.ofSeconds(1));
        assertThat(verification.latest(clock.instant()).run().startedAt()).isEqualTo(START.plusSeconds(11));
        log.reads.release(2);

        assertThat(ended().startedAt()).isEqualTo(START.plusSeconds(11));
        assertThat(verification.latest(since).before()).isNull();
        assertThat(log.verified).hasValue(2);
    }

    @Test
    void gapsAreKnownAfterwardsAndNobodyWaitsForThem() {
        assertThat(verification.gaps().asOf()).isNull();
        log.reads.release(2);
        verification.latest(null);
        assertThat(ended().state()).isEqualTo(State.DONE);
        assertThat(verification.gaps().asOf()).isNull();

        clock.move(Duration.ofSeconds(10));
        assertThat(verification.latest(clock.instant()).run().state()).isEqualTo(State.RUNNING);
        log.searches.release();
        await().until(() -> verification.gaps().asOf() != null);
        log.reads.release(2);
        assertThat(ended().startedAt()).isEqualTo(START.plusSeconds(10));
    }

    static List<Exception> failures() {
        return List.of(
                new NoSuchFileException("/secret/place/x.jsonl"),
                new AccessDeniedException("/secret/place"),
                new FileSystemException("/secret/place/sam.checkpoints", null, "no plain file"),
                new IllegalStateException("/secret/place"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureIsToldWithoutThePlaceAndTheNextMaySucceed(Exception failure) {
        log.failure = failure;
        verification.latest(null);
        Snapshot failed = ended();
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.found()).isNull();
        assertThat(failed.failure()).endsWith(".").doesNotContain("secret");

        log.failure = null;
        log.reads.release(2);
        clock.move(Duration.ofSeconds(1));
        verification.latest(clock.instant());
        assertThat(ended().state()).isEqualTo(State.DONE);
    }

    @Test
    void whereThereIsNoLogItSaysSo() {
        log.found = null;
        log.reads.release(2);
        verification.latest(null);
        assertThat(ended().failure()).startsWith("There is no log here");
    }

    @Test
    void closeEndsItAtOnceAndNoneBeginsAfterwards() {
        verification.latest(null);
        await().until(() -> log.thread != null);
        Thread thread = Objects.requireNonNull(log.thread);
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getPriority()).isEqualTo(Thread.MIN_PRIORITY);

        verification.close();

        await().until(() -> !thread.isAlive());
        assertThat(verification.latest(null).run().failure()).isEqualTo("The application is shutting down.");
        clock.move(Duration.ofSeconds(1));
        assertThat(verification.latest(clock.instant()).run().failure()).isEqualTo("The application is shutting down.");
    }

    @Test
    void threadGoesWhenThereIsNothingToDo() {
        log.reads.release(2);
        log.searches.release();
        verification.latest(null);
        ended();
        await().until(() -> !Objects.requireNonNull(log.thread).isAlive());
    }

    private Snapshot ended() {
        await().until(() -> verification.latest(null).run().state() != State.RUNNING);
        return verification.latest(null).run();
    }

    /** Goes on only when it is let. */
    private static final class Examination implements LogExamination {

        final Semaphore reads = new Semaphore(0);
        final Semaphore searches = new Semaphore(0);
        final AtomicInteger verified = new AtomicInteger();
        volatile @Nullable Found found = WHOLE;
        volatile @Nullable Exception failure;
        volatile @Nullable Thread thread;

        @Override
        public @Nullable Found verify(Progress progress) throws IOException {
            verified.incrementAndGet();
            thread = Thread.currentThread();
            Exception thrown = failure;
            if (thrown instanceof IOException e) {
                throw e;
            }
            if (thrown instanceof RuntimeException e) {
                throw e;
            }
            acquire(reads);
            progress.at(40, 100);
            acquire(reads);
            progress.at(100, 100);
            return found;
        }

        @Override
        public List<AuditGap> gaps(Runnable pace) {
            acquire(searches);
            return List.of();
        }

        private static void acquire(Semaphore turn) {
            try {
                turn.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
