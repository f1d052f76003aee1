package io.audittrail.actuate;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps a thread that reads the whole log from taking more than a quarter of one processor, and of the disk, from the
 * application: it rests three times as long as it worked. Belongs to one thread.
 */
final class Pace {

    /** Puts the thread to sleep. */
    @FunctionalInterface
    interface Rest {
        void nanos(long nanos) throws InterruptedException;
    }

    private static final long STINT = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int RESTS = 3;
    /** A disk that hangs has rested already. */
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanos;
    private final Rest rest;
    private long since;

    Pace(LongSupplier nanos, Rest rest) {
        this.nanos = nanos;
        this.rest = rest;
        this.since = nanos.getAsLong();
    }

    static Pace ofThread() {
        return new Pace(System::nanoTime, TimeUnit.NANOSECONDS::sleep);
    }

    /**
     * To be called again and again.
     *
     * @throws CancellationException when the thread is to end
     */
    void step() {
        long worked = nanos.getAsLong() - since;
        if (worked >= STINT) {
            rest(Math.min(LONGEST, RESTS * worked));
            since = nanos.getAsLong();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException();
        }
    }

    private void rest(long time) {
        try {
            rest.nanos(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
