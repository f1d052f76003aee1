package io.audittrail.benchmarks.scale;

import java.util.List;

/** What is said of many figures. */
final class Statistics {

    private Statistics() {}

    static double median(List<Double> figures) {
        return quantile(figures, 0.5);
    }

    /** Between two figures, in proportion. */
    static double quantile(List<Double> figures, double share) {
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
