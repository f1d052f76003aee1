package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.workload.Workload;
import org.jspecify.annotations.Nullable;

/**
 * All figures of one contender in one workload on one database: medians over the rounds, means for the CPU and
 * the garbage of the whole process, and medians and percentiles over the transactions for the latencies.
 *
 * @param compiling what the compilers of the JVM took of the time of its slices, in percent
 * @param time per transaction, as a multiple of what {@code NONE} took in the same round
 * @param p50 in microseconds, as is p99
 * @param threadCpu microseconds per change
 * @param processCpu microseconds per change, with what other threads did for it until all was done
 * @param allocated bytes per change, by all threads, until the same
 * @param statements per transaction
 * @param wal bytes per transaction
 * @param stored bytes of audit data per change
 * @param audited whether a known change was found in the audit data
 * @param evidence of that, or the start of it
 */
record Row(
        Database database,
        Workload workload,
        Contender contender,
        int rounds,
        Warmth warmth,
        double compiling,
        Spread time,
        double changesPerSecond,
        double p50,
        double p99,
        Cost threadCpu,
        Cost processCpu,
        Cost allocated,
        @Nullable Cost statements,
        @Nullable Cost wal,
        @Nullable Double stored,
        boolean audited,
        String evidence) {

    /** Whether its figures are those of auditing, or of none at all: not of a contender that left the changes out. */
    boolean counts() {
        return audited || Contenders.isNone(contender);
    }
}
