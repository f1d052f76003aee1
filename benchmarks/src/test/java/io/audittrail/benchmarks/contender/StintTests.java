package io.audittrail.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.workload.Work;
import io.audittrail.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StintTests {

    private static final Duration MAKING_ROWS = Duration.ofMillis(400);

    @TempDir
    Path scratch;

    @Test
    void theClockStandsStillWhileRowsAreMade() {
        try (Application application = Application.start(Contender.NONE, Login.of("h2", "", ""), scratch)) {
            Work withoutRows = new Work(Workload.W4, application.model(), application.factory(), 0);

            Stint.Figures figures = new Stint(withoutRows, Duration.ofMillis(20), () -> makeRows(withoutRows)).call();

            assertThat(figures.transactions()).isPositive();
            assertThat(figures.latencies().getTotalCount()).isEqualTo(figures.transactions());
            assertThat(figures.wallNanos()).isBetween(Duration.ofMillis(20).toNanos(), MAKING_ROWS.toNanos());
            assertThat(figures.cpuNanos()).isLessThan(MAKING_ROWS.toNanos());
        }
    }

    private static void makeRows(Work work) {
        long end = System.nanoTime() + MAKING_ROWS.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        work.beforeSlice(1);
    }
}
