package io.audittrail.ledger;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what the disk is asked for and how long it takes, and shows from outside when it takes long. For one thread at a
 * time; anybody may read.
 */
final class Stopwatch {

    private static final long NOT_RUNNING = Long.MIN_VALUE;

    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private volatile long since = NOT_RUNNING;

    void begin() {
        since = System.nanoTime();
    }

    void end() {
        nanos.add(System.nanoTime() - since);
        count.increment();
        since = NOT_RUNNING;
    }

    long count() {
        return count.sum();
    }

    long nanos() {
        return nanos.sum();
    }

    /** How long the disk has not answered; zero when nothing is asked of it. */
    Duration running() {
        long begun = since;
        return begun == NOT_RUNNING ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - begun);
    }
}
