package io.audittrail.actuate;

import io.audittrail.AuditGap;
import io.audittrail.actuate.VerificationRun.State;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies the log when somebody asks, one at a time, on a thread that is there only as long as there is something to do;
 * then looks for its gaps. What was found last is kept. Thread-safe.
 */
public final class BackgroundVerification implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");
    private static final long IDLE_SECONDS = 1;
    private static final long PATIENCE_SECONDS = 5;
    private static final String CLOSED = "The application is shutting down.";

    private final LogExamination examination;
    private final Clock clock;
    private final ThreadPoolExecutor thread;
    private @Nullable VerificationRun last;
    private @Nullable VerificationRun lastDone;
    private volatile Gaps gaps = new Gaps(null, List.of());

    /** @param asOf when the search for them began; null when there was none */
    record Gaps(@Nullable Instant asOf, List<AuditGap> list) {}

    public BackgroundVerification(LogExamination examination, Clock clock) {
        this.examination = examination;
        this.clock = clock;
        this.thread = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), BackgroundVerification::thread);
        thread.allowCoreThreadTimeOut(true);
    }

    @SuppressWarnings("ThreadPriorityCheck") // Many systems ignore it; what counts is the pace.
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "audit-verification");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    Instant now() {
        return clock.instant();
    }

    Gaps gaps() {
        return gaps;
    }

    /**
     * The verification that runs, or the last one. Begins one when there was none, or when the last one began before this
     * time: to ask again does no harm.
     */
    synchronized Latest latest(@Nullable Instant since) {
        VerificationRun run = last;
        if (run == null
                || (run.snapshot().state() != State.RUNNING
                        && since != null
                        && run.startedAt().isBefore(since))) {
            run = begin();
        }
        VerificationRun.Snapshot now = run.snapshot();
        VerificationRun done = lastDone;
        return new Latest(now, now.state() == State.RUNNING && done != null ? done.snapshot() : null);
    }

    /** @param before the last one that came to its end, while another runs; null when there is none */
    record Latest(VerificationRun.Snapshot run, VerificationRun.@Nullable Snapshot before) {}

    private VerificationRun begin() {
        VerificationRun run = new VerificationRun(clock.instant());
        last = run;
        try {
            thread.execute(() -> examine(run));
        } catch (RejectedExecutionException e) {
            run.failed(CLOSED, clock.instant());
        }
        return run;
    }

    private void examine(VerificationRun run) {
        verify(run);
        if (run.snapshot().state() == State.DONE) {
            keep(run);
            searchGaps();
        }
    }

    private void verify(VerificationRun run) {
        Pace pace = Pace.ofThread();
        try {
            LogExamination.Found found = examination.verify((bytes, of) -> {
                run.progress(bytes, of);
                pace.step();
            });
            if (found == null) {
                run.failed("There is no log here: nothing was written yet, or another instance writes it.", now());
            } else {
                run.done(found, now());
            }
        } catch (IOException | RuntimeException | Error e) {
            run.failed(sentence(e), now());
            if (!thread.isShutdown()) {
                log.error("The audit log could not be verified", e);
            }
        }
    }

    private synchronized void keep(VerificationRun run) {
        lastDone = run;
    }

    private void searchGaps() {
        Instant began = now();
        try {
            gaps = new Gaps(began, List.copyOf(examination.gaps(Pace.ofThread()::step)));
        } catch (RuntimeException | Error e) {
            if (!thread.isShutdown()) {
                log.error("The audit log could not be searched for gaps", e);
            }
        }
    }

    /** In our own words: messages of exceptions name directories. */
    private String sentence(Throwable cause) {
        if (thread.isShutdown()) {
            return CLOSED;
        }
        if (cause instanceof NoSuchFileException) {
            return "A file of the log, or of its checkpoints, is gone.";
        }
        if (cause instanceof AccessDeniedException) {
            return "The log, or its checkpoints, may not be read.";
        }
        return "The log, or its checkpoints, could not be read ("
                + cause.getClass().getSimpleName() + "); the application's own log says why.";
    }

    /** Ends what runs. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                log.warn("The verification of the audit log does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
