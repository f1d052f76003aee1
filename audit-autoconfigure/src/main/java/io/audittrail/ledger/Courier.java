package io.audittrail.ledger;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Does work on a thread of its own for somebody who cannot wait: of what comes while it is busy, it does the newest. The
 * thread goes when there is nothing to do. Thread-safe.
 */
final class Courier<T> {

    private static final long IDLE_SECONDS = 10;

    /** What is to be done; sees to its own failures. */
    @FunctionalInterface
    interface Work<T> {
        void accept(T what);
    }

    private final Work<T> work;
    private final @Nullable ThreadPoolExecutor thread;
    private final AtomicReference<@Nullable T> waiting = new AtomicReference<>();

    private Courier(Work<T> work, @Nullable ThreadPoolExecutor thread) {
        this.work = work;
        this.thread = thread;
    }

    static <T> Courier<T> onThread(String name, Work<T> work) {
        ThreadPoolExecutor thread =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread created = new Thread(task, name);
                    created.setDaemon(true);
                    return created;
                });
        thread.allowCoreThreadTimeOut(true);
        return new Courier<>(work, thread);
    }

    /** Does everything at once, on the caller's thread. */
    static <T> Courier<T> inPlace(Work<T> work) {
        return new Courier<>(work, null);
    }

    void take(T what) {
        if (thread == null) {
            work.accept(what);
        } else if (waiting.getAndSet(what) == null) {
            try {
                thread.execute(this::deliver);
            } catch (RejectedExecutionException e) {
                waiting.set(null); // Closed meanwhile.
            }
        }
    }

    private void deliver() {
        T what = waiting.getAndSet(null);
        if (what != null) {
            work.accept(what);
        }
    }

    /** Takes nothing more and ends what was taken; who is not done in time is left to himself, and does nothing new. */
    void close(Duration patience) {
        if (thread == null) {
            return;
        }
        thread.shutdown();
        if (!Uninterrupted.await(thread, patience)) {
            waiting.set(null);
        }
    }
}
