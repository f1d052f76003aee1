package io.audittrail.ledger;

import io.audittrail.Checkpoint;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Brings checkpoints to one who may be slow, or fail. Thread-safe. */
final class Keeper {

    /** What is done with a checkpoint. */
    @FunctionalInterface
    interface Step {
        void take(Checkpoint checkpoint) throws Exception;
    }

    private final String name;
    private final Step step;
    private final Reports reports;
    private final Courier<Checkpoint> courier;
    private volatile @Nullable Checkpoint newest;
    private final Stopwatch busy = new Stopwatch();
    private final Duration patience;
    private volatile @Nullable String problem;

    /**
     * @param name who it is, as the beginning of a sentence
     * @param patience how long it may take
     */
    Keeper(String name, Step step, Reports reports, boolean ownThread, Duration patience) {
        this.patience = patience;
        this.name = name;
        this.step = step;
        this.reports = reports;
        this.courier =
                ownThread ? Courier.onThread("audit-checkpoints", this::attempt) : Courier.inPlace(this::attempt);
    }

    void take(Checkpoint checkpoint) {
        newest = checkpoint;
        courier.take(checkpoint);
    }

    /** Once more, if the last attempt failed. */
    void retry() {
        Checkpoint checkpoint = newest;
        if (problem != null && checkpoint != null) {
            courier.take(checkpoint);
        }
    }

    /** What went wrong at the last attempt, or keeps this one from its end; null when nothing does. */
    @Nullable
    String problem() {
        Duration running = busy.running();
        return running.compareTo(patience) < 0
                ? problem
                : name + " has not taken a checkpoint for " + running.toSeconds() + " s";
    }

    void close(Duration patience) {
        courier.close(patience);
    }

    private void attempt(Checkpoint checkpoint) {
        busy.begin();
        try {
            step.take(checkpoint);
            problem = null;
        } catch (Throwable e) {
            problem = name + " failed at the checkpoint of seq " + checkpoint.seq() + " of the stream '"
                    + checkpoint.stream() + "': " + e;
            reports.report("checkpoint-failed", name + " failed; it is tried again with the next checkpoint", e);
        } finally {
            busy.end();
        }
    }
}
