package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.contender.SliceResult;
import java.util.concurrent.TimeUnit;

/**
 * Whether a JVM is warm: it has consumed some CPU, and in two stints in a row hardly anything was compiled and a transaction did
 * not become faster any more. Not thread-safe.
 */
final class WarmUp {

    /** What is compiled in a calm stint takes at most this part of its time, */
    private static final double COMPILING = 0.1;

    /** and a transaction at least this part of what it took in the last one. */
    private static final double NO_FASTER = 0.95;

    private static final int CALM_STINTS = 2;

    /** A database that waits more than it works lets nobody consume CPU: it is over after so many times the time of that. */
    private static final int PATIENCE = 2;

    /**
     * CPU in nanoseconds.
     *
     * @param least what is consumed in any case
     * @param most after which nobody is warmed up any more
     */
    record Limits(long least, long most) {

        /** For the first workload, in which what all have in common is loaded and compiled: that takes long. */
        static final Limits FIRST = of(8, 25);

        static final Limits LATER = of(1, 10);

        private static Limits of(long leastSeconds, long mostSeconds) {
            return new Limits(TimeUnit.SECONDS.toNanos(leastSeconds), TimeUnit.SECONDS.toNanos(mostSeconds));
        }
    }

    private final Limits limits;
    private long cpu;
    private long wall;
    private double lastTime = Double.MAX_VALUE;
    private int calm;

    WarmUp(Limits limits) {
        this.limits = limits;
    }

    void add(SliceResult stint) throws ChildFailure {
        double time = Sample.of(stint).wall();
        boolean quiet = stint.compileMillis() * 1e6 <= COMPILING * stint.wallNanos();
        calm = quiet && time >= NO_FASTER * lastTime ? calm + 1 : 0;
        lastTime = time;
        cpu += stint.processCpuNanos();
        wall += stint.wallNanos();
    }

    boolean isOver() {
        return cpu >= limits.most() || wall >= PATIENCE * limits.most() || (cpu >= limits.least() && isQuiet());
    }

    Warmth warmth() {
        return new Warmth(Figures.rounded(cpu / 1e9), isQuiet());
    }

    private boolean isQuiet() {
        return calm >= CALM_STINTS;
    }
}
