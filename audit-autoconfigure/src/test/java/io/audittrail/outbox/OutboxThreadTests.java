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

    /** So often something is done that takes a second where it does not work. */
    private static final int MANY = 30;

    /** Less than that takes then, and far more than it takes otherwise, however busy the machine is. */
    private static final long GENEROUS_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private OutboxThread thread = of(() -> Outcome.NOTHING);

    @AfterEach
    void stop() {
        thread.stop();
    }

    @Test
    void thoseWhoCommitOneAfterTheOtherShareRounds() {
        long begin = System.nanoTime();
        start(() -> Outcome.NOTHING);
        int counted;
        long elapsed;
        do {
            thread.wake();
            Thread.onSpinWait();
            counted = rounds.get(); // before the time is read, which a stall may make late
            elapsed = System.nanoTime() - begin;
        } while (counted < 10 && elapsed < GENEROUS_NANOS);

        long most = elapsed / OutboxThread.REST_NANOS + 1;
        assertThat(counted).isGreaterThanOrEqualTo(10);
        assertThat((long) counted).isLessThanOrEqualTo(most);
    }

    @Test
    void aCommitWakesItLongBeforeItWouldLookByItself() {
        start(() -> Outcome.NOTHING);
        awaitRoundAfter(0);

        long begin = System.nanoTime();
        for (int i = 0; i < MANY; i++) {
            int before = rounds.get();
            thread.wake();
            awaitRoundAfter(before);
        }
        assertThat(System.nanoTime() - begin).as("it looks once a second").isLessThan(GENEROUS_NANOS);
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
        long stopping = 0;
        for (int i = 0; i < MANY; i++) {
            int before = rounds.get();
            start(() -> Outcome.NOTHING);
            awaitRoundAfter(before);

            long begin = System.nanoTime();
            thread.stop();
            stopping += System.nanoTime() - begin;
        }
        assertThat(stopping).as("it looks once a second").isLessThan(GENEROUS_NANOS);
    }

    private void awaitRoundAfter(int before) {
        await().atMost(30, TimeUnit.SECONDS)
                .pollInterval(1, TimeUnit.MILLISECONDS)
                .until(() -> rounds.get() > before);
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
