package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.contender.SliceResult;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.HdrHistogram.Histogram;

/** Slices that were never run. */
final class Samples {

    private static final int TRANSACTIONS = 1_000;

    private Samples() {}

    /** A thousand transactions of two changes, half of whose time is CPU; each allocates as many bytes as it takes nanoseconds. */
    static Sample taking(long nanos) throws ChildFailure {
        long wall = TRANSACTIONS * nanos;
        return Sample.of(new SliceResult(
                TRANSACTIONS,
                2 * TRANSACTIONS,
                wall,
                wall / 2,
                wall,
                wall,
                wall / 10_000_000,
                histogram(nanos, TRANSACTIONS)));
    }

    static String histogram(long nanos, long transactions) {
        Histogram latencies = new Histogram(3);
        latencies.recordValueWithCount(nanos, transactions);
        ByteBuffer bytes = ByteBuffer.allocate(latencies.getNeededByteBufferCapacity());
        int length = latencies.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }
}
