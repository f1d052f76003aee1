package io.audittrail.benchmarks.contender;

import io.audittrail.benchmarks.workload.Work;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;

/** One thread's share of a slice. The clock stands still while rows are made that it can delete. */
final class Stint implements Callable<Stint.Figures> {

    /** A transaction that takes longer counts as one that takes this. */
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();

    private static final int DIGITS = 3;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    record Figures(long transactions, long wallNanos, long cpuNanos, Histogram latencies) {}

    private final Work work;
    private final Runnable makeRows;
    private final long duration;
    private final Histogram latencies = new Histogram(LONGEST, DIGITS);
    private long transactions;
    private long wallNanos;
    private long cpuNanos;

    Stint(Work work, Duration duration, Runnable makeRows) {
        this.work = work;
        this.makeRows = makeRows;
        this.duration = duration.toNanos();
    }

    @Override
    public Figures call() {
        stretch();
        while (wallNanos < duration) {
            makeRows.run();
            stretch();
        }
        return new Figures(transactions, wallNanos, cpuNanos, latencies);
    }

    /** Works until the time is over, or the rows. */
    private void stretch() {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long begin = System.nanoTime();
        long left = duration - wallNanos;
        long now = begin;
        while (now - begin < left && work.isReady()) {
            work.transaction();
            long end = System.nanoTime();
            latencies.recordValue(Math.min(end - now, LONGEST));
            transactions++;
            now = end;
        }
        wallNanos += now - begin;
        cpuNanos += THREADS.getCurrentThreadCpuTime() - cpu;
    }
}
