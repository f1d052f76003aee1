package io.audittrail.ledger;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How a stream is: what keeps it from writing, and what else an operator must know. Anybody may ask at any time without
 * waiting: a disk that hangs must take neither the health nor the transactions of the application with it.
 */
final class Condition {

    private final Clock clock;
    private final LedgerDirectory directory;
    private final WaitingLines waiting;
    private final Duration patience;
    private final Reports reports = new Reports();
    private final Stopwatch writing = new Stopwatch();
    private final Stopwatch syncing = new Stopwatch();
    private final AtomicReference<@Nullable Suspension> suspension = new AtomicReference<>();
    private volatile @Nullable String obstacle;
    private volatile @Nullable String disturbance;
    private volatile @Nullable String unrolled;
    private volatile @Nullable String unsynced;
    private volatile boolean closed;

    Condition(Clock clock, LedgerDirectory directory, WaitingLines waiting, Duration patience) {
        this.clock = clock;
        this.directory = directory;
        this.waiting = waiting;
        this.patience = patience;
    }

    /** Those who hear of what fails. */
    Reports reports() {
        return reports;
    }

    void report(String kind, String what, Throwable cause) {
        reports.report(kind, what, cause);
    }

    Stopwatch writing() {
        return writing;
    }

    Stopwatch syncing() {
        return syncing;
    }

    /** From now on, lines are queued. */
    void suspend(String kind, Throwable cause) {
        String reason = cause instanceof IOException ? String.valueOf(cause.getMessage()) : unexpected(cause);
        suspension.compareAndSet(null, new Suspension(clock.instant(), reason));
        obstacle = reason;
        waiting.wakeCallers();
        reports.report(kind, reason, cause);
    }

    private String unexpected(Throwable cause) {
        return "The audit log in " + directory.path() + " could not be written: " + cause;
    }

    /** Lines are still queued, now because of this. */
    void obstacle(String reason) {
        obstacle = reason;
    }

    /** Somebody else has been writing for too long: nobody else should have to wait as long again. */
    void hangs() {
        suspend(
                "write-hanging",
                new IOException("A write to the audit log in " + directory.path() + " takes longer than "
                        + patience.toMillis() + " ms"));
    }

    void resume() {
        obstacle = null;
        suspension.set(null);
    }

    @Nullable
    Suspension suspension() {
        return suspension.get();
    }

    boolean isSuspended() {
        return suspension.get() != null;
    }

    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** Stays so until the next start: somebody must look into it. */
    void disturbed(String what) {
        disturbance = "Somebody else has changed the audit log: " + what;
        reports.report(
                "segment-disturbed",
                "Somebody else has changed the audit log in " + directory.path()
                        + ": the file is left as it is, and the log goes on in a new one",
                new IOException(what));
    }

    /** Whether a new segment was due that could not be begun. */
    void unrolled(@Nullable Exception cause) {
        if (cause == null) {
            if (unrolled != null) {
                unrolled = null;
            }
        } else {
            unrolled = "No new segment could be begun in " + directory.path() + ": " + cause.getMessage();
            reports.report("roll-failed", "No new segment could be begun in " + directory.path(), cause);
        }
    }

    void unsynced(@Nullable Exception cause) {
        unsynced = cause == null ? null : cause.getMessage();
    }

    /** Why nothing should be committed that must be logged; null when there is no reason. */
    @Nullable
    String refusal(Duration maxLag) {
        if (closed) {
            return "The audit log in " + directory.path() + " is closed";
        }
        if (isSuspended()) {
            return waitingFor();
        }
        String hanging = hanging();
        if (hanging != null) {
            return hanging;
        }
        Duration lag = waiting.lag();
        return lag.compareTo(maxLag) <= 0
                ? null
                : "The oldest line that waits for the audit log in " + directory.path() + " has waited for "
                        + lag.toSeconds() + " s";
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (isSuspended()) {
            problems.add(waitingFor());
        }
        add(problems, hanging(), ". Look at the disk that is named by audit.ledger.directory");
        add(
                problems,
                unrolled,
                ". The file before it grows on: free space in, or repair, the place named by"
                        + " audit.ledger.directory");
        add(
                problems,
                unsynced,
                ". Until it is synced, a power failure may take what was written: repair the disk that is"
                        + " named by audit.ledger.directory");
        add(
                problems,
                disturbance,
                ". The log goes on in a new file; find out who it was. This is said until the next start");
        return problems;
    }

    private static void add(List<String> problems, @Nullable String what, String remedy) {
        if (what != null) {
            problems.add(what + remedy);
        }
    }

    private String waitingFor() {
        String reason = obstacle;
        Suspension begun = suspension.get();
        return (reason == null ? "The audit log in " + directory.path() + " is not written" : reason)
                + ". " + (begun == null ? "" : "Since " + begun.since() + " records are queued: ")
                + waiting.records() + " wait, " + waiting.lostRecords() + " were lost since the start for want of room."
                + " Free space in, or repair, the place named by audit.ledger.directory; audit.ledger.max-queue-size says"
                + " how many can wait";
    }

    private @Nullable String hanging() {
        Duration write = writing.running();
        Duration sync = syncing.running();
        Duration longest = write.compareTo(sync) > 0 ? write : sync;
        return longest.compareTo(patience) < 0
                ? null
                : "A " + (longest.equals(write) ? "write" : "sync") + " of the audit log in " + directory.path()
                        + " has not come to an end for " + longest.toSeconds() + " s";
    }
}
