package io.audittrail.benchmarks.contender;

import java.util.function.BooleanSupplier;

/** Waits for what other threads still have to do. */
final class Patience {

    private static final long MILLIS = 60_000;
    private static final long PAUSE_MILLIS = 5;

    private Patience() {}

    /** @param otherwise what is the case if it is never done */
    static void await(String otherwise, BooleanSupplier done) {
        long deadline = System.currentTimeMillis() + MILLIS;
        while (!done.getAsBoolean()) {
            if (System.currentTimeMillis() > deadline) {
                throw new IllegalStateException(otherwise + " after " + MILLIS + " ms");
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting: " + otherwise, e);
            }
        }
    }
}
