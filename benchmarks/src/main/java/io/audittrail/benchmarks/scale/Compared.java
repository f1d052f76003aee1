package io.audittrail.benchmarks.scale;

import io.audittrail.benchmarks.figures.Figure;
import io.audittrail.benchmarks.figures.Statistics;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Costs of those who took turns. They are compared within each round.
 *
 * @param base who the others are compared with
 */
record Compared<T>(List<Map<T, Cost>> rounds, T base) {

    /** CPU time of the base. */
    String cpu() {
        return micros(Statistics.median(
                rounds.stream().map(round -> cost(round, base).cpuNanos()).toList()));
    }

    /** CPU time beyond that of the base. */
    String addedCpu(T who) {
        return micros(added(who, Cost::cpuNanos));
    }

    /** Garbage beyond that of the base. */
    String addedGarbage(T who) {
        double garbage = added(who, Cost::bytes);
        return Double.isNaN(garbage) ? "–" : Table.count(Math.round(garbage)) + " B";
    }

    /** Time as a multiple of that of the base. */
    String times(T who) {
        return Table.spread(rounds.stream()
                .map(round -> cost(round, who).wallNanos() / cost(round, base).wallNanos())
                .toList());
    }

    private double added(T who, ToDoubleFunction<Cost> figure) {
        return Statistics.median(rounds.stream()
                .map(round -> figure.applyAsDouble(cost(round, who)) - figure.applyAsDouble(cost(round, base)))
                .toList());
    }

    private static String micros(double nanos) {
        return Figure.of(nanos / 1e3) + " µs";
    }

    private static <T> Cost cost(Map<T, Cost> round, T who) {
        Cost cost = round.get(who);
        if (cost == null) {
            throw new IllegalStateException(who + " had no turn");
        }
        return cost;
    }
}
