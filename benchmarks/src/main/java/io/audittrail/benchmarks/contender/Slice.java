package io.audittrail.benchmarks.contender;

import com.sun.management.OperatingSystemMXBean;
import io.audittrail.benchmarks.workload.Work;
import io.audittrail.benchmarks.workload.Workload;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Runs a workload for a while. */
final class Slice {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final CompilationMXBean COMPILERS = ManagementFactory.getCompilationMXBean();

    private final Workload workload;
    private final List<Work> works;
    private final ExecutorService threads;
    private final AuditData data;
    private final Thread own = Thread.currentThread();
    private long asideCpuNanos;
    private long asideGarbage;
    private long asideBytes;
    private @Nullable Long bytes;

    /**
     * For one run, by the thread that makes it.
     *
     * @param data has to come to rest before the slice ends: what transactions have left to other threads is part of it
     */
    Slice(Workload workload, List<Work> works, ExecutorService threads, AuditData data) {
        this.workload = workload;
        this.works = works;
        this.threads = threads;
        this.data = data;
    }

    /** @param expected how many transactions there might be */
    SliceResult run(Duration duration, int expected) throws InterruptedException, ExecutionException {
        works.forEach(work -> work.beforeSlice(expected));
        data.settle();
        Long before = data.bytes();
        List<Stint> stints = works.stream()
                .map(work -> new Stint(work, duration, () -> makeRows(work, expected)))
                .toList();
        long compiled = COMPILERS.getTotalCompilationTime();
        long cpu = PROCESS.getProcessCpuTime();
        Garbage garbage = Garbage.without(own);
        List<Stint.Figures> figures = all(threads.invokeAll(stints));
        data.settle();
        SliceResult result = result(
                figures,
                PROCESS.getProcessCpuTime() - cpu - asideCpuNanos,
                Garbage.without(own).bytesSince(garbage) - asideGarbage,
                COMPILERS.getTotalCompilationTime() - compiled);
        Long after = data.bytes();
        bytes = before == null || after == null ? null : Long.valueOf(after - before - asideBytes);
        return result;
    }

    /** By how much the audit data have grown, without those of making rows; null where that cannot be told. */
    @Nullable
    Long bytes() {
        return bytes;
    }

    /** Only where a single thread works: the others stand still as well. */
    private void makeRows(Work work, int transactions) {
        data.settle(); // Part of the slice, as at its end.
        long cpu = PROCESS.getProcessCpuTime();
        Garbage garbage = Garbage.without(own);
        Long before = data.bytes();
        work.beforeSlice(transactions);
        data.settle();
        Long after = data.bytes();
        asideBytes += before == null || after == null ? 0 : after - before;
        asideGarbage += Garbage.without(own).bytesSince(garbage);
        asideCpuNanos += PROCESS.getProcessCpuTime() - cpu;
    }

    private static List<Stint.Figures> all(List<Future<Stint.Figures>> futures)
            throws InterruptedException, ExecutionException {
        List<Stint.Figures> figures = new ArrayList<>();
        for (Future<Stint.Figures> future : futures) {
            figures.add(future.get());
        }
        return figures;
    }

    private SliceResult result(
            List<Stint.Figures> figures, long processCpuNanos, long allocatedBytes, long compileMillis) {
        long transactions =
                figures.stream().mapToLong(Stint.Figures::transactions).sum();
        Histogram latencies = figures.get(0).latencies();
        figures.subList(1, figures.size()).forEach(each -> latencies.add(each.latencies()));
        return new SliceResult(
                transactions,
                transactions * workload.changes(),
                figures.stream().mapToLong(Stint.Figures::wallNanos).max().orElse(0),
                figures.stream().mapToLong(Stint.Figures::cpuNanos).sum(),
                processCpuNanos,
                allocatedBytes,
                compileMillis,
                encoded(latencies));
    }

    private static String encoded(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }
}
