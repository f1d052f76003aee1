package io.audittrail.benchmarks.figures;

import java.util.Collection;

/** The middle of many figures, and what is beside it. */
public final class Statistics {

    private Statistics() {}

    public static double median(Collection<Double> figures) {
        return quantile(figures, 0.5);
    }

    /** Between two figures, in proportion. */
    public static double quantile(Collection<Double> figures, double share) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to take a quantile of");
        }
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
