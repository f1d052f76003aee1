package io.audittrail.benchmarks.scale;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/** Threads that do the same again and again, at the same time, for a while. */
final class Gang {

    /** How often a thread looks at the clock, where what it does takes less than that. */
    private static final int TURNS = 64;

    /**
     * What they did.
     *
     * @param times how often it was done
     * @param wallNanos from the beginning until the last one had ended
     * @param threadNanos CPU time of these threads
     * @param processNanos CPU time of the whole JVM
     * @param latencies what was measured each time, if anything was
     */
    record Slice(long times, long wallNanos, long threadNanos, long processNanos, Times latencies) {

        double perSecond() {
            return times * 1e9 / wallNanos;
        }

        double threadNanosEach() {
            return (double) threadNanos / times;
        }

        double processNanosEach() {
            return (double) processNanos / times;
        }
    }

    private record Share(long times, long threadNanos, Times latencies) {}

    private Gang() {}

    /** @param work of each thread, by its number; answers nanoseconds, or a negative number when it measured nothing */
    static Slice run(int threads, Duration duration, IntFunction<LongSupplier> work)
            throws InterruptedException, ExecutionException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch ready = new CountDownLatch(threads);
            CountDownLatch go = new CountDownLatch(1);
            List<Future<Share>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                LongSupplier mine = work.apply(i);
                futures.add(executor.submit(() -> {
                    ready.countDown();
                    go.await();
                    return share(duration, mine);
                }));
            }
            ready.await();
            long process = system.getProcessCpuTime();
            long start = System.nanoTime();
            go.countDown();
            List<Share> shares = new ArrayList<>();
            for (Future<Share> future : futures) {
                shares.add(future.get());
            }
            return sum(shares, System.nanoTime() - start, system.getProcessCpuTime() - process);
        } finally {
            executor.shutdownNow();
        }
    }

    private static Share share(Duration duration, LongSupplier work) {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long deadline = System.nanoTime() + duration.toNanos();
        Times taken = new Times();
        long times = 0;
        boolean measures = true;
        do {
            int turns = measures ? 1 : TURNS;
            for (int i = 0; i < turns; i++) {
                long nanos = work.getAsLong();
                measures = nanos >= 0;
                if (measures) {
                    taken.add(nanos);
                }
            }
            times += turns;
        } while (System.nanoTime() - deadline < 0);
        return new Share(times, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu, taken);
    }

    private static Slice sum(List<Share> shares, long wallNanos, long processNanos) {
        return new Slice(
                shares.stream().mapToLong(Share::times).sum(),
                wallNanos,
                shares.stream().mapToLong(Share::threadNanos).sum(),
                processNanos,
                Times.of(shares.stream().map(Share::latencies).toList()));
    }
}
