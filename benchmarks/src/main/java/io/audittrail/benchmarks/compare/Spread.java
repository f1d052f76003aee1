package io.audittrail.benchmarks.compare;

import java.util.Collection;

/**
 * The middle of some figures and the quartiles. We show these and no bootstrap interval, because with the few rounds of ten
 * minutes that could only draw again from the same few figures, while "half of the rounds lie in here" is true of any number.
 */
record Spread(double low, double median, double high) {

    static Spread of(Collection<Double> figures) {
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Spread(quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75));
    }

    Spread rounded() {
        return new Spread(Figures.rounded(low), Figures.rounded(median), Figures.rounded(high));
    }

    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("There is no middle of nothing");
        }
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
