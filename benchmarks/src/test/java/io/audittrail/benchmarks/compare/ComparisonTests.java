package io.audittrail.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.audittrail.benchmarks.compare.Participant.Patience;
import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run with children that make up their figures. */
class ComparisonTests {

    private static final Patience PATIENCE = new Patience(Duration.ofMinutes(1), Duration.ofMinutes(1));

    @TempDir
    Path scratch;

    private final AtomicLong time = new AtomicLong();

    @Test
    void eachContenderHasARowForEachWorkloadAndDatabase() {
        List<Row> rows =
                run(List.of(Contender.NONE, Contender.DIRECT, Contender.ENVERS), List.of(Workload.W1, Workload.W6), 0);

        int number = FakeChild.number(Contender.ENVERS);
        assertThat(rows).hasSize(3 * 2 * 2);
        assertThat(rows)
                .filteredOn(row -> row.contender() == Contender.ENVERS)
                .hasSize(4)
                .allSatisfy(row -> {
                    assertThat(row.rounds()).isEqualTo(5);
                    assertThat(row.warmth().quiet()).isTrue();
                    assertThat(row.time().median()).isCloseTo(1 + number / 10.0, within(0.05));
                    assertThat(Objects.requireNonNull(row.statements()).beyond())
                            .isEqualTo(number);
                    assertThat(row.audited()).isTrue();
                });
        assertThat(rows)
                .filteredOn(row -> row.contender() == Contender.DIRECT && !row.counts())
                .extracting(Row::workload)
                .containsExactly(Workload.W6, Workload.W6);
    }

    @Test
    void thereAreAsManyRoundsAsThereIsTimeFor() {
        assertThat(run(List.of(Contender.NONE), List.of(Workload.W1), 1_000))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.rounds()).isGreaterThan(10));
    }

    @Test
    void whoDiesHasNoRowsAndTheOthersHaveAll() throws IOException {
        Path directory = Files.createDirectories(scratch.resolve(Contender.ENVERS.name()));
        Files.writeString(directory.resolve(FakeChild.SCENARIO), "check dies");

        assertThat(run(List.of(Contender.NONE, Contender.ENVERS), List.of(Workload.W1, Workload.W2), 0))
                .extracting(Row::contender)
                .hasSize(2 * 2)
                .containsOnly(Contender.NONE);
    }

    /** Each look at the clock finds it a second later. */
    private List<Row> run(List<Contender> contenders, List<Workload> workloads, long seconds) {
        Plan plan = Plan.whole(workloads, List.of(Database.POSTGRES_ASYNC, Database.POSTGRES_SYNC), contenders.size());
        Budget budget = new Budget(Duration.ofSeconds(seconds).toNanos(), plan.weight());
        try (Field field = new Field(Database.Kind.POSTGRES, contenders, this::launch)) {
            List<Row> rows = new ArrayList<>();
            new Comparison(
                            field,
                            budget,
                            1,
                            () -> time.addAndGet(Duration.ofSeconds(1).toNanos()),
                            line -> {})
                    .run(plan.on(Database.Kind.POSTGRES))
                    .forEach(block -> rows.addAll(block.rows()));
            return rows;
        }
    }

    private Participant launch(Contender contender) throws IOException {
        return FakeChild.launcher(PATIENCE, scratch).launch(contender);
    }
}
