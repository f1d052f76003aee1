package io.audittrail.ledger;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Waits for a limited time whether or not the thread is interrupted, and leaves it interrupted: to stop the work of an
 * application's thread is no reason to lose what it has committed.
 */
final class Uninterrupted {

    /** Of a few dozen nanoseconds each. None where nobody could let go meanwhile. */
    private static final int LOOKS = Runtime.getRuntime().availableProcessors() == 1 ? 1 : 100;

    private interface Wait {
        boolean until(long nanos) throws InterruptedException;
    }

    private Uninterrupted() {}

    /** Looks a few times before it parks: most locks are held for no longer than it takes to wake a thread. */
    static boolean lock(ReentrantLock lock, Duration patience) {
        for (int i = 0; i < LOOKS; i++) {
            if (lock.tryLock()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return wait(patience, nanos -> lock.tryLock(nanos, TimeUnit.NANOSECONDS));
    }

    static boolean join(Thread thread, Duration patience) {
        return wait(patience, nanos -> {
            TimeUnit.NANOSECONDS.timedJoin(thread, nanos);
            return !thread.isAlive();
        });
    }

    static boolean await(ExecutorService thread, Duration patience) {
        return wait(patience, nanos -> thread.awaitTermination(nanos, TimeUnit.NANOSECONDS));
    }

    private static boolean wait(Duration patience, Wait wait) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.until(Math.max(1, deadline - System.nanoTime()));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
