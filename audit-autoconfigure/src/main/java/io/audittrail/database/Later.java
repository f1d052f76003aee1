package io.audittrail.database;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Does what needs a second connection while somebody still holds the first: on one thread, after each other. Who waited for
 * it would keep a connection from others, and with a small pool from himself. Thread-safe.
 */
public final class Later implements AutoCloseable {

    /** So many records wait at most, unless they are of one transaction. */
    private static final long MOST = 10_000;

    private static final long PATIENCE_SECONDS = 10;

    private final AtomicLong waiting = new AtomicLong();
    private final ExecutorService thread;

    /** @param name of the thread */
    public Later(String name) {
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, name);
            made.setDaemon(true);
            return made;
        });
    }

    /** @param refused told why it will not be done */
    public void run(int records, Runnable work, Consumer<Exception> refused) {
        long all = waiting.addAndGet(records);
        if (all > MOST && all > records) {
            waiting.addAndGet(-records);
            refused.accept(new RejectedExecutionException("More than " + MOST + " records wait for a connection"));
            return;
        }
        try {
            thread.execute(() -> {
                try {
                    work.run();
                } finally {
                    waiting.addAndGet(-records);
                }
            });
        } catch (RejectedExecutionException e) {
            waiting.addAndGet(-records);
            refused.accept(e);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
