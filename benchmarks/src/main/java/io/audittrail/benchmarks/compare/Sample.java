package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.contender.SliceResult;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What one slice says.
 *
 * @param wall nanoseconds per transaction
 * @param threadCpu nanoseconds per change, of the threads that work
 * @param processCpu nanoseconds per change, of the whole JVM
 * @param allocated bytes per change, of the whole JVM
 * @param compiling what the compilers of the JVM took, as a share of the time
 * @param latencies of the transactions, in nanoseconds
 */
record Sample(
        double wall,
        double changesPerSecond,
        double threadCpu,
        double processCpu,
        double allocated,
        double compiling,
        Histogram latencies) {

    private static final double SECOND = 1e9;
    private static final double MILLI = 1e6;

    /** @throws ChildFailure if nothing was done in the slice, or its histogram is none */
    static Sample of(SliceResult slice) throws ChildFailure {
        if (slice.transactions() <= 0 || slice.changes() <= 0 || slice.wallNanos() <= 0) {
            throw ChildFailure.ofCommand("a slice without a transaction");
        }
        double changes = slice.changes();
        return new Sample(
                slice.wallNanos() / (double) slice.transactions(),
                changes * SECOND / slice.wallNanos(),
                slice.threadCpuNanos() / changes,
                slice.processCpuNanos() / changes,
                slice.allocatedBytes() / changes,
                slice.compileMillis() * MILLI / slice.wallNanos(),
                histogram(slice.latencies()));
    }

    private static Histogram histogram(String base64) throws ChildFailure {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(base64)), 0);
        } catch (DataFormatException | RuntimeException e) {
            throw ChildFailure.ofCommand("latencies that are no histogram: " + e);
        }
    }
}
