package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.contender.CheckResult;
import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.contender.CountResult;
import io.audittrail.benchmarks.contender.StorageResult;
import io.audittrail.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * All that was measured of one workload on one database.
 *
 * @param warmth of each before the first round
 * @param rounds the slices, of which {@code NONE} had one in each round
 * @param counts what was counted, several times
 */
record Block(
        Database database,
        Workload workload,
        Map<Contender, Warmth> warmth,
        List<Map<Contender, Sample>> rounds,
        Map<Contender, List<CountResult>> counts,
        Map<Contender, StorageResult> storage,
        Map<Contender, CheckResult> checks) {

    private static final double MICRO = 1e3;

    /** So many characters of it are kept with the results. */
    private static final int EVIDENCE = 100;

    /** Of each contender that did everything it was asked for; of nobody, if {@code NONE} did not. */
    List<Row> rows() {
        if (!isWhole(Contender.NONE)) {
            return List.of();
        }
        return checks.keySet().stream()
                .filter(this::isWhole)
                .sorted()
                .map(this::row)
                .toList();
    }

    private boolean isWhole(Contender contender) {
        return checks.containsKey(contender)
                && storage.containsKey(contender)
                && counts.containsKey(contender)
                && !rounds.isEmpty()
                && rounds.stream().allMatch(round -> round.containsKey(contender));
    }

    private Row row(Contender contender) {
        Histogram latencies = latencies(contender);
        CheckResult check = of(checks, contender);
        return new Row(
                database,
                workload,
                contender,
                rounds.size(),
                of(warmth, contender),
                Figures.rounded(100 * mean(contender, Sample::compiling).all()),
                Spread.of(time(contender)).rounded(),
                Figures.rounded(middle(contender, Sample::changesPerSecond)),
                Figures.rounded(latencies.getValueAtPercentile(50) / MICRO),
                Figures.rounded(latencies.getValueAtPercentile(99) / MICRO),
                cost(contender, sample -> sample.threadCpu() / MICRO),
                mean(contender, sample -> sample.processCpu() / MICRO),
                mean(contender, Sample::allocated),
                counted(contender, this::statements),
                counted(contender, this::wal),
                stored(contender),
                check.audited(),
                start(check.evidence()));
    }

    /** Rounds are compared one by one: what slows down the machine for a while slows down a whole round. */
    private List<Double> time(Contender contender) {
        return rounds.stream()
                .map(round ->
                        of(round, contender).wall() / of(round, Contender.NONE).wall())
                .toList();
    }

    private Cost cost(Contender contender, ToDoubleFunction<Sample> figure) {
        List<Double> beyond = new ArrayList<>();
        for (Map<Contender, Sample> round : rounds) {
            beyond.add(figure.applyAsDouble(of(round, contender)) - figure.applyAsDouble(of(round, Contender.NONE)));
        }
        return new Cost(middle(contender, figure), Spread.of(beyond).median());
    }

    /** Of what comes once in many slices, as compressing a closed segment does, a median would know nothing. */
    private Cost mean(Contender contender, ToDoubleFunction<Sample> figure) {
        double all = rounds.stream()
                .mapToDouble(round -> figure.applyAsDouble(of(round, contender)))
                .average()
                .orElseThrow();
        double none = rounds.stream()
                .mapToDouble(round -> figure.applyAsDouble(of(round, Contender.NONE)))
                .average()
                .orElseThrow();
        return new Cost(all, all - none);
    }

    private double middle(Contender contender, ToDoubleFunction<Sample> figure) {
        return Spread.of(rounds.stream()
                        .map(round -> figure.applyAsDouble(of(round, contender)))
                        .toList())
                .median();
    }

    private @Nullable Cost counted(Contender contender, Counted counted) {
        Double all = middle(of(counts, contender), counted);
        Double none = middle(of(counts, Contender.NONE), counted);
        return all == null || none == null ? null : new Cost(all, all - none);
    }

    private static @Nullable Double middle(List<CountResult> counts, Counted counted) {
        List<Double> figures = counts.stream()
                .map(counted::perTransaction)
                .flatMap(Stream::ofNullable)
                .toList();
        return figures.isEmpty() ? null : Spread.of(figures).median();
    }

    private interface Counted {
        @Nullable
        Double perTransaction(CountResult count);
    }

    private Double statements(CountResult count) {
        return count.statements() / (double) count.transactions();
    }

    private @Nullable Double wal(CountResult count) {
        Long bytes = count.walBytes();
        return bytes == null ? null : bytes / (double) count.transactions();
    }

    private @Nullable Double stored(Contender contender) {
        StorageResult stored = of(storage, contender);
        Long bytes = stored.bytes();
        return bytes == null || stored.records() == 0 || stored.changes() == 0
                ? null
                : Figures.rounded(bytes / (double) stored.changes());
    }

    private static String start(String evidence) {
        return evidence.length() <= EVIDENCE ? evidence : evidence.substring(0, EVIDENCE) + "…";
    }

    private Histogram latencies(Contender contender) {
        Histogram all = new Histogram(3);
        rounds.forEach(round -> all.add(of(round, contender).latencies()));
        return all;
    }

    private static <T> T of(Map<Contender, T> all, Contender contender) {
        return Objects.requireNonNull(all.get(contender));
    }
}
