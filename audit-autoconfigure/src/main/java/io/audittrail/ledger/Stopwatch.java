package io.audittrail.ledger;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what the disk is asked for and how long it takes, and shows from outside when it takes long. For one thread at a
 * time; anybody may read, a moment later. Nothing here makes the processor wait: it stands around each write.
 */
final class Stopwatch {

    private static final long NOT_RUNNING = Long.MIN_VALUE;

    private final AtomicLong count = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong since = new AtomicLong(NOT_RUNNING);

    void begin() {
        since.setRelease(System.nanoTime());
    }

    void end() {
        nanos.setRelease(nanos.getPlain() + System.nanoTime() - since.getPlain());
        count.setRelease(count.getPlain() + 1);
        since.setRelease(NOT_RUNNING);
    }

    long count() {
        return count.get();
    }

    long nanos() {
        return nanos.get();
    }

    /** How long the disk has not answered; zero when nothing is asked of it. */
    Duration running() {
        long begun = since.get();
        return begun == NOT_RUNNING ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - begun);
    }
}
