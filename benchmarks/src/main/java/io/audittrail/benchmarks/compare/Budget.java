package io.audittrail.benchmarks.compare;

/**
 * Shares out the time there is among the parts that are still to be measured: what one takes too much or leaves over, the
 * later ones have less or more. Not thread-safe.
 */
final class Budget {

    private final long end;
    private int weight;

    /**
     * @param end when all should be done, in nanoseconds of {@link System#nanoTime}
     * @param weight of all parts together
     */
    Budget(long end, int weight) {
        this.end = end;
        this.weight = weight;
    }

    /** When the next part should be done. */
    long next(long now, int partWeight) {
        long share = Math.max(0, end - now) / weight * partWeight;
        weight -= partWeight;
        return now + share;
    }
}
