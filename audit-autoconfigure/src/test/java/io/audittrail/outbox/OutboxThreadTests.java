package io.audittrail.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.audittrail.outbox.OutboxThread.Outcome;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxThreadTests {

    private static final long LEASE_MILLIS = 60_000;

    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private OutboxThread thread = of(() -> Outcome.NOTHING);

    @AfterEach
    void stop() {
        thread.stop();
    }

    @Test
    void thoseWhoCommitOneAfterTheOtherShareRounds() {
        start(() -> Outcome.NOTHING);
        long begin = System.nanoTime();
        long elapsed = 0;
        while (elapsed < 10 * OutboxThread.REST_NANOS) {
            thread.wake();
            Thread.onSpinWait();
            elapsed = System.nanoTime() - begin;
        }

        long most = elapsed / OutboxThread.REST_NANOS + 2;
        assertThat((long) rounds.get()).isBetween(1L, most);
    }

    @Test
    void aCommitWakesItLongBeforeItWouldLookByItself() {
        start(() -> Outcome.NOTHING);
        await().until(() -> rounds.get() == 1);

        long begin = System.nanoTime();
        thread.wake();
        await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> rounds.get() == 2);
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.MILLISECONDS.toNanos(900));
    }

    @Test
    void whatIsLeftIsDrainedWithoutARest() {
        left.set(10_000);
        long begin = System.nanoTime();
        start(() -> left.decrementAndGet() > 0 ? Outcome.MORE : Outcome.NOTHING);

        await().until(() -> left.get() <= 0);
        assertThat(System.nanoTime() - begin).isLessThan(10_000 * OutboxThread.REST_NANOS);
    }

    @Test
    void stoppingWaitsNeitherForTheRestNorForTheNextLook() {
        start(() -> Outcome.NOTHING);
        await().until(() -> rounds.get() == 1);

        long begin = System.nanoTime();
        thread.stop();
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.MILLISECONDS.toNanos(900));
    }

    private void start(Supplier<Outcome> round) {
        thread = of(round);
        thread.start();
    }

    private OutboxThread of(Supplier<Outcome> round) {
        return new OutboxThread(
                "outbox-test",
                () -> {
                    rounds.incrementAndGet();
                    return round.get();
                },
                () -> {},
                LEASE_MILLIS);
    }
}
