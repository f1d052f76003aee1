package io.audittrail.ledger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Does for a stream what no transaction should wait for: small tasks, in rounds, on one thread. Each task has a border of
 * its own, so that one that fails keeps none of the others from its work. Thread-safe.
 */
final class Housekeeping {

    static final Duration PAUSE = Duration.ofMillis(200);

    /** Something to be done again and again; quick, or it delays all others. */
    @FunctionalInterface
    interface Task {

        void round() throws Exception;

        /** Called once instead, after the last line was written and synced. */
        default void last() throws Exception {
            round();
        }
    }

    private record Named(String name, Task task) {}

    private final String stream;
    private final Reports reports;
    private final List<Named> tasks = new CopyOnWriteArrayList<>();
    private final ReentrantLock rounds = new ReentrantLock();
    private @Nullable Thread thread;
    private volatile boolean stopping;

    Housekeeping(String stream, Reports reports) {
        this.stream = stream;
        this.reports = reports;
    }

    /** Tasks are done in the order in which they were added. */
    void add(String name, Task task) {
        tasks.add(new Named(name, task));
    }

    void start() {
        Thread started = new Thread(this::run, "audit-ledger-" + stream);
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    /** Begins the next round now. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Does everything once. */
    void round() {
        rounds.lock();
        try {
            tasks.forEach(named -> attempt(named, named.task()));
        } finally {
            rounds.unlock();
        }
    }

    /** Ends the thread, which may be in a round, and returns when it is gone; a disk that hangs is not waited for long. */
    void stop(Duration patience) {
        stopping = true;
        Thread running = thread;
        if (running == null || running == Thread.currentThread()) {
            return;
        }
        LockSupport.unpark(running);
        Uninterrupted.join(running, patience);
    }

    /** The last round, for who has stopped the others. */
    void last() {
        tasks.forEach(named -> attempt(named, named.task()::last));
    }

    private void run() {
        while (!stopping) {
            round();
            LockSupport.parkNanos(this, PAUSE.toNanos());
        }
    }

    private void attempt(Named named, Task work) {
        try {
            work.round();
        } catch (Throwable e) {
            reports.report(
                    "housekeeping-failed",
                    "A task of the audit log's housekeeping failed (" + named.name() + "); it is tried again",
                    e);
        }
    }
}
