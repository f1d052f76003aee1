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

    private interface Wait {
        boolean until(long nanos) throws InterruptedException;
    }

    private Uninterrupted() {}

    static boolean lock(ReentrantLock lock, Duration patience) {
        return lock.tryLock() || wait(patience, nanos -> lock.tryLock(nanos, TimeUnit.NANOSECONDS));
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
