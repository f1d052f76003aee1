package io.audittrail.benchmarks.scale;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/**
 * What a transaction cost in a slice, on the average.
 *
 * @param bytes garbage of the thread that commits; not a number where several threads work
 */
record Cost(double wallNanos, double cpuNanos, double bytes) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * Runs a slice.
     *
     * @param tasks one for each thread; a single one is done by the thread that calls
     */
    static Cost of(List<Task> tasks, Duration slice) throws Exception {
        return tasks.size() == 1 ? alone(tasks.get(0), slice) : together(tasks, slice);
    }

    private static Cost alone(Task task, Duration slice) {
        task.beforeSlice();
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long cpu = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        int done = 0;
        while (task.isReady() && System.nanoTime() - start < slice.toNanos()) {
            task.transaction();
            done++;
        }
        return new Cost(
                (double) (System.nanoTime() - start) / done,
                (double) (THREADS.getCurrentThreadCpuTime() - cpu) / done,
                (double) (THREADS.getCurrentThreadAllocatedBytes() - bytes) / done);
    }

    /** Where threads work side by side, their garbage is not counted. */
    private static Cost together(List<Task> tasks, Duration slice) throws Exception {
        Gang.Slice done = Gang.run(tasks.size(), slice, i -> () -> {
            long start = System.nanoTime();
            tasks.get(i).transaction();
            return System.nanoTime() - start; // So that it looks at the clock each time.
        });
        return new Cost((double) done.wallNanos() / done.times(), done.threadNanosEach(), Double.NaN);
    }
}
