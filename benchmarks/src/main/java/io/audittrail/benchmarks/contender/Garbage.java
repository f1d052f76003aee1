package io.audittrail.benchmarks.contender;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * What the threads of this JVM have allocated so far, by their ids: those that commit, and all that work behind them. Of
 * those that have ended nothing is known any more.
 */
record Garbage(Map<Long, Long> bytes) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** @param own the benchmark's, which does not count */
    static Garbage without(Thread own) {
        long[] ids = THREADS.getAllThreadIds();
        long[] allocated = THREADS.getThreadAllocatedBytes(ids);
        Map<Long, Long> bytes = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            bytes.put(ids[i], Math.max(0, allocated[i])); // It is negative of a thread that has just ended.
        }
        bytes.remove(own.getId());
        return new Garbage(bytes);
    }

    long bytesSince(Garbage before) {
        return bytes.entrySet().stream()
                .mapToLong(each -> Math.max(0, each.getValue() - before.bytes.getOrDefault(each.getKey(), 0L)))
                .sum();
    }
}
