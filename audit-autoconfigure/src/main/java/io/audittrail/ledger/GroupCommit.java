package io.audittrail.ledger;

import io.audittrail.line.Lines;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets committing callers wait until the disk has their lines, many of them for one sync: one thread writes and syncs what
 * has come while it was busy with those before. Thread-safe.
 */
final class GroupCommit {

    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    private final WaitingLines waiting;
    private final Condition condition;
    private final Runnable writeWaiting;
    private final Duration patience;
    private final Thread thread;
    private volatile boolean stopping;

    /** @param writeWaiting writes what waits, and lets those go whose lines are on the disk */
    GroupCommit(String stream, WaitingLines waiting, Condition condition, Runnable writeWaiting, Duration patience) {
        this.waiting = waiting;
        this.condition = condition;
        this.writeWaiting = writeWaiting;
        this.patience = patience;
        this.thread = new Thread(this::run, "audit-ledger-" + stream + "-writer");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * Takes lines over, and returns when they are on the disk or it is known that they have to wait: nobody is kept when
     * writing is suspended or at its end, or longer than the patience.
     */
    void deliver(Lines lines) {
        WaitingLines.Entry entry = waiting.handOver(lines);
        LockSupport.unpark(thread);
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        while (!entry.isWritten() && !condition.isSuspended() && !condition.isClosed()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                condition.hangs();
            } else {
                LockSupport.parkNanos(this, Math.min(left, PAUSE_NANOS));
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the thread after what it is writing. */
    void stop() {
        stopping = true;
        LockSupport.unpark(thread);
        Uninterrupted.join(thread, patience);
    }

    private void run() {
        while (!stopping) {
            if (waiting.isEmpty() || condition.isSuspended()) {
                LockSupport.parkNanos(this, PAUSE_NANOS);
            } else {
                write();
            }
        }
    }

    private void write() {
        try {
            writeWaiting.run();
        } catch (Throwable e) {
            condition.suspend("write-failed", new IllegalStateException("The writer of the audit log failed: " + e, e));
        }
    }
}
