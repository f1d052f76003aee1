package io.audittrail.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.workload.Work;
import io.audittrail.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTests {

    private static final Duration SLICE = Duration.ofMillis(100);

    @TempDir
    Path scratch;

    @Test
    void rowsOfTheLastSliceAreGone() throws Exception {
        Application application = Application.start(Contender.DIRECT, Login.of("h2", "", ""), scratch);
        try (Bench bench = new Bench(application)) {
            bench.begin(Workload.W1);

            SliceResult first = bench.slice(SLICE);
            SliceResult second = bench.slice(SLICE);

            assertThat(application.tables().rows(Tables.PROJECT)).isEqualTo(second.transactions());
            assertThat(bench.storage().records()).isEqualTo(first.transactions() + second.transactions());
        }
    }

    @Test
    void aCollectionDoesNotOutgrowItsSize() {
        try (Application application = Application.start(Contender.NONE, Login.of("h2", "", ""), scratch)) {
            Work work = new Work(Workload.W6, application.model(), application.factory(), 0);
            work.begin();
            int added = 0;
            while (work.isReady()) {
                work.transaction();
                added++;
            }

            assertThat(added).isEqualTo(50);
            assertThat(members(application)).isEqualTo(1_050);
            work.beforeSlice(1);
            assertThat(work.isReady()).isTrue();
            assertThat(members(application)).isEqualTo(1_000);
        }
    }

    @Test
    void elementsThatAreTakenAwayAreNotCounted() throws Exception {
        try (Bench bench = new Bench(Application.start(Contender.ENVERS, Login.of("h2", "", ""), scratch))) {
            bench.begin(Workload.W6);

            assertThat(bench.count(200).transactions()).isEqualTo(50);
        }
    }

    private static long members(Application application) {
        return application.factory().callInTransaction(em ->
                (long) em.find(application.model().team().type(), 0L).members().size());
    }
}
