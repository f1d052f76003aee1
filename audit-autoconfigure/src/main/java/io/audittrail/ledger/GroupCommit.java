package io.audittrail.ledger;

import io.audittrail.line.Lines;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Lets committing callers wait until the disk has their lines, many of them for one sync: one thread writes and syncs what
 * has come while it was busy with those before. Thread-safe.
 */
final class GroupCommit {

    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    /** Of the time that a write takes, this part is spent waiting for those who may share the next one. */
    private static final int PART = 4;

    /** But no longer, however slow the disk is. */
    private static final long LONGEST = Duration.ofMillis(2).toNanos();

    /** So often nobody is waited for after nobody came. */
    private static final int NOT_WORTH_IT = 16;

    private final WaitingLines waiting;
    private final Condition condition;
    private final Runnable writeNext;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final Thread thread;
    private volatile boolean stopping;

    /** So many are waited for: before they are there, nobody wakes the thread. */
    private volatile long awaited;

    private long expected;
    private long gathering;
    private int skipped;

    /**
     * @param writeNext writes what waits, as much as goes together, and lets those go whose lines are on the disk
     * @param nanoTime what tells how long a write took, and how long the next one waits for others
     */
    GroupCommit(
            String stream,
            WaitingLines waiting,
            Condition condition,
            Runnable writeNext,
            Duration patience,
            LongSupplier nanoTime) {
        this.waiting = waiting;
        this.condition = condition;
        this.writeNext = writeNext;
        this.patience = patience;
        this.nanoTime = nanoTime;
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
        if (waiting.transactions() >= awaited) {
            wake();
        }
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

    /** Looks now whether there is something to write. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Ends the thread after what it is writing. */
    void stop() {
        stopping = true;
        wake();
        Uninterrupted.join(thread, patience);
    }

    private void run() {
        while (!stopping) {
            if (waiting.isEmpty() || condition.isSuspended()) {
                LockSupport.parkNanos(this, PAUSE_NANOS);
            } else {
                gather();
                long begun = nanoTime.getAsLong();
                long before = waiting.removed();
                write();
                gathering = Math.min(LONGEST, (nanoTime.getAsLong() - begun) / PART);
                expected = waiting.removed() - before + waiting.transactions();
            }
        }
    }

    /**
     * Waits a little for those whom the last write let go. They are on their way back where they do little else, and whoever
     * comes while the disk is busy waits for twice as long.
     */
    private void gather() {
        long found = waiting.transactions();
        if (found >= expected || expected == 1) {
            return;
        }
        if (skipped > 0) {
            skipped--;
            return;
        }
        long deadline = nanoTime.getAsLong() + gathering;
        awaited = expected;
        for (long left = gathering;
                left > 0 && waiting.transactions() < expected && !stopping;
                left = deadline - nanoTime.getAsLong()) {
            LockSupport.parkNanos(this, left);
        }
        awaited = 0;
        skipped = waiting.transactions() == found ? NOT_WORTH_IT : 0;
    }

    private void write() {
        try {
            writeNext.run();
        } catch (Throwable e) {
            condition.suspend("write-failed", e);
        }
    }
}
