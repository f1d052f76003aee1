package io.audittrail.benchmarks.scale;

import java.util.Arrays;
import java.util.List;

/** Times in nanoseconds. Not thread-safe. */
final class Times {

    private long[] times = new long[1 << 12];
    private int count;
    private boolean isSorted = true;

    static Times of(List<Times> parts) {
        Times all = new Times();
        for (Times part : parts) {
            for (int i = 0; i < part.count; i++) {
                all.add(part.times[i]);
            }
        }
        return all;
    }

    void add(long time) {
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
        }
        times[count++] = time;
        isSorted = false;
    }

    int count() {
        return count;
    }

    /** The smallest time that at least this share of them does not exceed. */
    long percentile(double share) {
        if (count == 0) {
            throw new IllegalStateException("There is nothing to take a percentile of");
        }
        if (!isSorted) {
            Arrays.sort(times, 0, count);
            isSorted = true;
        }
        int rank = (int) Math.ceil(share * count);
        return times[Math.max(1, Math.min(rank, count)) - 1];
    }
}
