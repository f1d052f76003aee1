package io.audittrail.trail;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A few threads that read for everybody who asks, and end when nobody does. Whoever waits for a result that nobody has
 * begun to work on does it himself. Thread-safe.
 */
final class ReadAhead {

    private static final int MOST = 4;
    private static final long IDLE_SECONDS = 10;

    private final int width = Math.min(MOST, Runtime.getRuntime().availableProcessors());
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            width, width, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons());

    ReadAhead() {
        threads.allowCoreThreadTimeOut(true);
    }

    /** How many blocks are worth to be read at once: enough that nobody has to wait for the next. */
    int width() {
        return 2 * width;
    }

    /** @param alone whether there is nothing else to do at the same time */
    <T> Result<T> submit(Callable<T> work, boolean alone) {
        Result<T> result = new Result<>(new FutureTask<>(work));
        if (!alone) {
            threads.execute(result.task);
        }
        return result;
    }

    private static ThreadFactory daemons() {
        return work -> {
            Thread thread = new Thread(work, "audit-trail");
            thread.setDaemon(true);
            return thread;
        };
    }

    /** What is being worked on. */
    static final class Result<T> {

        private final FutureTask<T> task;

        private Result(FutureTask<T> task) {
            this.task = task;
        }

        T get() throws IOException {
            task.run();
            try {
                return task.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted while the audit log was read");
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            }
        }

        void cancel() {
            task.cancel(false);
        }
    }
}
