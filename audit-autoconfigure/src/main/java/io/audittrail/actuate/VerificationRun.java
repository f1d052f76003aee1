package io.audittrail.actuate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One verification: where it is, and what came of it. Thread-safe. */
final class VerificationRun {

    /** Where it is at one moment. */
    record Snapshot(
            State state,
            Instant startedAt,
            @Nullable Instant finishedAt,
            long bytes,
            long of,
            LogExamination.@Nullable Found found,
            @Nullable String failure) {}

    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    private volatile Snapshot now;

    VerificationRun(Instant startedAt) {
        now = new Snapshot(State.RUNNING, startedAt, null, 0, 0, null, null);
    }

    Snapshot snapshot() {
        return now;
    }

    Instant startedAt() {
        return now.startedAt();
    }

    void progress(long bytes, long of) {
        now = new Snapshot(State.RUNNING, startedAt(), null, bytes, of, null, null);
    }

    void done(LogExamination.Found found, Instant at) {
        now = new Snapshot(State.DONE, startedAt(), at, now.bytes(), now.of(), found, null);
    }

    void failed(String why, Instant at) {
        now = new Snapshot(State.FAILED, startedAt(), at, now.bytes(), now.of(), null, why);
    }
}
