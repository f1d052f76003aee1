package io.audittrail.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.benchmarks.contender.CheckResult;
import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.contender.CountResult;
import io.audittrail.benchmarks.contender.SliceResult;
import io.audittrail.benchmarks.contender.StorageResult;
import io.audittrail.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BlockTests {

    private static final Contender NONE = Contender.NONE;
    private static final Contender OTHER = Contender.ENVERS;
    private static final Map<Contender, Warmth> WARMTH = Map.of(NONE, new Warmth(5, true), OTHER, new Warmth(9, false));

    private final List<Map<Contender, Sample>> rounds = new ArrayList<>();

    @Test
    void timeIsComparedWithinEachRound() throws ChildFailure {
        round(100_000, 200_000);
        round(1_000_000, 2_000_000);
        round(100_000, 210_000);

        Row row = rowOf(OTHER);

        assertThat(row.time()).isEqualTo(new Spread(2.0, 2.0, 2.05));
        assertThat(rowOf(NONE).time()).isEqualTo(new Spread(1, 1, 1));
    }

    @Test
    void costsAreWhollyShownAndBeyondNone() throws ChildFailure {
        round(100_000, 200_000);
        round(100_000, 200_000);

        Row row = rowOf(OTHER);

        assertThat(row.threadCpu()).isEqualTo(new Cost(50, 25));
        assertThat(row.processCpu()).isEqualTo(new Cost(100, 50));
        assertThat(row.allocated()).isEqualTo(new Cost(100_000, 50_000));
        assertThat(row.statements()).isEqualTo(new Cost(5, 3));
        assertThat(row.wal()).isEqualTo(new Cost(500, 300));
        assertThat(row.stored()).isEqualTo(40);
        assertThat(rowOf(NONE).stored()).isNull();
        assertThat(row.changesPerSecond()).isEqualTo(10_000);
        assertThat(row.warmth()).isEqualTo(new Warmth(9, false));
        assertThat(row.compiling()).isEqualTo(10);
    }

    @Test
    void whatOtherThreadsDoInOneSliceForAllCountsForAll() throws ChildFailure {
        round(100_000, 200_000);
        round(100_000, 200_000);
        round(100_000, 1_100_000);

        assertThat(rowOf(OTHER).processCpu()).isEqualTo(new Cost(250, 200));
        assertThat(rowOf(OTHER).allocated()).isEqualTo(new Cost(250_000, 200_000));
        assertThat(rowOf(OTHER).threadCpu()).isEqualTo(new Cost(50, 25));
    }

    @Test
    void latenciesAreThoseOfAllRounds() throws ChildFailure {
        round(100_000, 100_000);
        round(100_000, 100_000);
        round(100_000, 900_000);

        Row row = rowOf(OTHER);

        assertThat(row.p50()).isEqualTo(100.0, within());
        assertThat(row.p99()).isEqualTo(900.0, within());
    }

    @Test
    void whoMissedARoundHasNoRow() throws ChildFailure {
        round(100_000, 200_000);
        rounds.add(Map.of(NONE, Samples.taking(100_000)));

        assertThat(block().rows()).extracting(Row::contender).containsExactly(NONE);
    }

    @Test
    void withoutNoneThereIsNothingToCompareWith() throws ChildFailure {
        round(100_000, 200_000);
        rounds.add(Map.of(OTHER, Samples.taking(100_000)));

        assertThat(block().rows()).isEmpty();
    }

    @Test
    void whatTablesInMemoryTakeIsNotKnown() throws ChildFailure {
        round(100_000, 200_000);
        Block inMemory = new Block(
                Database.H2,
                Workload.W1,
                WARMTH,
                rounds,
                Map.of(NONE, List.of(count(20, null)), OTHER, List.of(count(50, null))),
                Map.of(NONE, new StorageResult(null, 10, 0), OTHER, new StorageResult(null, 10, 10)),
                Map.of(NONE, new CheckResult(false, ""), OTHER, new CheckResult(true, "a row")));

        assertThat(inMemory.rows()).allSatisfy(row -> {
            assertThat(row.wal()).isNull();
            assertThat(row.stored()).isNull();
        });
    }

    @Test
    void aSliceWithoutATransactionIsAFailure() {
        assertThatThrownBy(() -> Sample.of(new SliceResult(0, 0, 300_000_000, 0, 0, 0, 0, "")))
                .isInstanceOf(ChildFailure.class)
                .hasMessage("a slice without a transaction");
    }

    @Test
    void latenciesThatAreNoHistogramAreAFailure() {
        assertThatThrownBy(() -> Sample.of(new SliceResult(1, 1, 1, 1, 1, 1, 1, "AAAA")))
                .isInstanceOf(ChildFailure.class)
                .hasMessageStartingWith("latencies that are no histogram");
    }

    @Test
    void quartilesLieBetweenTheFiguresNextToThem() {
        assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(new Spread(1.75, 2.5, 3.25));
        assertThat(Spread.of(List.of(5.0))).isEqualTo(new Spread(5, 5, 5));
    }

    private void round(long none, long other) throws ChildFailure {
        rounds.add(Map.of(NONE, Samples.taking(none), OTHER, Samples.taking(other)));
    }

    private Row rowOf(Contender contender) {
        return block().rows().stream()
                .filter(row -> row.contender() == contender)
                .findAny()
                .orElseThrow();
    }

    private Block block() {
        return new Block(
                Database.POSTGRES_ASYNC,
                Workload.W1,
                WARMTH,
                rounds,
                Map.of(
                        NONE,
                        List.of(count(20, 2_000L)),
                        OTHER,
                        List.of(count(50, 5_000L), count(51, 900_000L), count(50, 5_000L))),
                Map.of(NONE, new StorageResult(0L, 10, 0), OTHER, new StorageResult(400L, 10, 12)),
                Map.of(NONE, new CheckResult(false, ""), OTHER, new CheckResult(true, "a row")));
    }

    private static CountResult count(long statements, @Nullable Long walBytes) {
        return new CountResult(10, 20, statements, 0, walBytes);
    }

    private static Offset<Double> within() {
        return Offset.offset(1.0);
    }
}
