package io.audittrail.outbox;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Goes round and round: at once when there is more, or somebody has committed, and otherwise every second, because other
 * instances commit too. After a round it rests a little, so that those who commit meanwhile share the next one: a round for
 * each of them would keep the disk and the database from the application. Whoever wakes it waits for nothing.
 */
final class OutboxThread {

    private static final long POLL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_MILLIS = 10_000;

    /** How long records wait for others; enough for the next few commits to find the disk idle. */
    static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** One round. Says whether there may be more to do; must not throw. */
    @FunctionalInterface
    interface Round {
        Outcome run();
    }

    enum Outcome {
        MORE,
        NOTHING,
        /** It is tried again after a while, however often somebody commits until then. */
        FAILED
    }

    private final Round round;
    private final Runnable atEnd;
    private final long pollNanos;
    private final Thread thread;
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile boolean stopping;

    OutboxThread(String name, Round round, Runnable atEnd, long leaseMillis) {
        this.round = round;
        this.atEnd = atEnd;
        this.pollNanos = Math.min(POLL_NANOS, TimeUnit.MILLISECONDS.toNanos(Math.max(4, leaseMillis)) / 4);
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void wake() {
        if (!awake.getAndSet(true)) {
            LockSupport.unpark(thread);
        }
    }

    /** Drains what there is, for a while. */
    void stop() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopping) {
            awake.set(false);
            Outcome outcome = round.run();
            if (outcome != Outcome.MORE) {
                await(Math.min(REST_NANOS, pollNanos), true);
                await(pollNanos, outcome == Outcome.FAILED);
            }
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS / 2);
        while (round.run() == Outcome.MORE && System.nanoTime() < deadline) {
            // What was committed until now is in the log when the application has stopped.
        }
        atEnd.run();
    }

    private void await(long nanos, boolean deaf) {
        long deadline = System.nanoTime() + nanos;
        long left = nanos;
        while (left > 0 && !stopping && (deaf || !awake.get())) {
            LockSupport.parkNanos(this, left);
            left = deadline - System.nanoTime();
        }
    }
}
