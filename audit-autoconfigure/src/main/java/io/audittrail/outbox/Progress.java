package io.audittrail.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far the draining has come. Told by its thread, asked by all: without a lock, because the thread may hang on a disk
 * when it is asked.
 */
final class Progress {

    private volatile Seen seen = new Seen(Backlog.NONE, System.nanoTime());
    private volatile long roundSince;
    private volatile boolean inRound;
    private volatile @Nullable Failed failed;

    private record Seen(Backlog backlog, long nanos) {}

    private record Failed(Throwable cause, long sinceNanos) {}

    void begun() {
        roundSince = System.nanoTime();
        inRound = true;
    }

    void succeeded() {
        failed = null;
    }

    void failed(Throwable cause) {
        Failed before = failed;
        failed = new Failed(cause, before == null ? roundSince : before.sinceNanos());
    }

    void ended() {
        inRound = false;
    }

    void seen(Backlog backlog) {
        seen = new Seen(backlog, System.nanoTime());
    }

    /** When the table was last looked at, on this machine's steady clock. */
    long seenNanos() {
        return seen.nanos();
    }

    /** What is waiting, and the oldest of it grows older until somebody looks again. */
    Backlog backlog() {
        Seen last = seen;
        return last.backlog().rows() == 0
                ? last.backlog()
                : new Backlog(
                        last.backlog().rows(),
                        last.backlog().ageMillis() + (System.nanoTime() - last.nanos()) / 1_000_000);
    }

    /** Why the last round failed; null when it did not. */
    @Nullable
    Throwable failure() {
        Failed last = failed;
        return last == null ? null : last.cause();
    }

    /** Whether nobody can say any more that nothing older waits. Allocates nothing while all is well. */
    boolean isBehind(Duration most) {
        long nanos = most.toNanos();
        long now = System.nanoTime();
        Failed last = failed;
        Seen table = seen;
        return (inRound && now - roundSince > nanos)
                || (last != null && now - last.sinceNanos() > nanos)
                || (table.backlog().rows() > 0
                        && table.backlog().ageMillis() * 1_000_000 + now - table.nanos() > nanos);
    }
}
