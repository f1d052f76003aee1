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
    private volatile @Nullable String problem;

    /** @param name who it is, as the beginning of a sentence */
    Keeper(String name, Step step, Reports reports, boolean ownThread) {
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

    /** What went wrong at the last attempt; null when nothing did. */
    @Nullable
    String problem() {
        return problem;
    }

    void close(Duration patience) {
        courier.close(patience);
    }

    private void attempt(Checkpoint checkpoint) {
        try {
            step.take(checkpoint);
            problem = null;
        } catch (Throwable e) {
            problem = name + " failed at the checkpoint of seq " + checkpoint.seq() + " of the stream '"
                    + checkpoint.stream() + "': " + e;
            reports.report("checkpoint-failed", name + " failed; it is tried again with the next checkpoint", e);
        }
    }
}
