package io.audittrail.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.workload.Work;
import io.audittrail.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SliceTests {

    /** So that rows have to be made after the first deletion. */
    private static final int MADE_AT_ONCE = 500;

    private static final int BYTES = 100_000_000;

    @TempDir
    Path scratch;

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final ExecutorService behind = Executors.newSingleThreadExecutor();

    @AfterEach
    void end() {
        workers.shutdownNow();
        behind.shutdownNow();
    }

    @Test
    void whatOtherThreadsAllocateCountsButNotWhatTheBenchmarkDoes() throws Exception {
        try (Application application = Application.start(Contender.NONE, Login.of("h2", "", ""), scratch)) {
            Work work = new Work(Workload.W2, application.model(), application.factory(), 0);
            work.begin();

            assertThat(slice(Workload.W2, work, new Settling()).allocatedBytes())
                    .isBetween((long) BYTES, 2L * BYTES);
        }
    }

    @Test
    void whatMakingRowsAllocatesDoesNotCount() throws Exception {
        try (Application application = Application.start(Contender.NONE, Login.of("h2", "", ""), scratch)) {
            Work work = new Work(Workload.W4, application.model(), application.factory(), 0);
            Settling settling = new Settling();
            work.beforeSlice(1);
            for (int i = 1; i < MADE_AT_ONCE; i++) {
                work.transaction();
            }

            SliceResult result = slice(Workload.W4, work, settling);

            // Once before the slice and once at its end; while rows are made, once before that and once in it.
            assertThat(settling.times).isEven().isGreaterThan(2);
            assertThat(result.allocatedBytes())
                    .isBetween(settling.times / 2L * BYTES, (settling.times / 2L + 1) * BYTES);
        }
    }

    private SliceResult slice(Workload workload, Work work, AuditData data) throws Exception {
        return new Slice(workload, List.of(work), workers, data).run(Duration.ofMillis(200), 1);
    }

    /** Leaves much to another thread, and has the benchmark's allocate as much. */
    private final class Settling implements AuditData {

        private final Thread benchmark = Thread.currentThread();
        private int times;

        @Override
        public void settle() {
            times++;
            if (Thread.currentThread() == benchmark) {
                allocate();
            }
            CompletableFuture.runAsync(() -> allocate(), behind).join();
        }

        @Override
        public Long bytes() {
            allocate(); // By the benchmark's own thread, or while rows are made.
            return 0L;
        }

        private static int allocate() {
            return new byte[BYTES].length;
        }

        @Override
        public void clear() {}

        @Override
        public long changes() {
            return 0;
        }

        @Override
        public List<String> mentioning(String text) {
            return List.of();
        }
    }
}
