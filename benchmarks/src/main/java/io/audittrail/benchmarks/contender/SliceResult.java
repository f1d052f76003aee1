package io.audittrail.benchmarks.contender;

/**
 * What happened in a slice. Making rows that the workload deletes is no part of any figure.
 *
 * @param changes of entities
 * @param threadCpuNanos of the threads that ran the transactions
 * @param processCpuNanos of the whole process, until all is done that the transactions left to other threads
 * @param allocatedBytes by all threads but the benchmark's own, until the same
 * @param compileMillis what the compilers of the JVM took meanwhile
 * @param latencies of transactions, in nanoseconds: an HdrHistogram, compressed, in Base64
 */
public record SliceResult(
        long transactions,
        long changes,
        long wallNanos,
        long threadCpuNanos,
        long processCpuNanos,
        long allocatedBytes,
        long compileMillis,
        String latencies) {}
