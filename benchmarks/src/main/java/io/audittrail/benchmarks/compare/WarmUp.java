package io.audittrail.benchmarks.compare;

import java.time.Duration;

/**
 * CPU that each JVM consumes before it is measured, in nanoseconds: most in the first workload, in which what all have in
 * common is loaded and compiled. That takes long: after 2 s an insert still costs some ten times the CPU it costs after 15 s.
 */
record WarmUp(long first, long later) {

    private static final long ENOUGH = Duration.ofSeconds(5).toNanos();

    /** In ten minutes 6 s, and 1.5 s for each further workload; with more time more, up to what no longer matters. */
    static WarmUp within(Duration time) {
        long later = Math.min(ENOUGH, time.toNanos() / 400);
        return new WarmUp(4 * later, later);
    }
}
