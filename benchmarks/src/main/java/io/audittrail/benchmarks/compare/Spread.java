package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.figures.Statistics;
import java.util.Collection;

/**
 * The middle of some figures and the quartiles. We show these and no bootstrap interval, because with the few rounds of ten
 * minutes that could only draw again from the same few figures, while "half of the rounds lie in here" is true of any number.
 */
record Spread(double low, double median, double high) {

    static Spread of(Collection<Double> figures) {
        return new Spread(
                Statistics.quantile(figures, 0.25), Statistics.median(figures), Statistics.quantile(figures, 0.75));
    }

    Spread rounded() {
        return new Spread(Figures.rounded(low), Figures.rounded(median), Figures.rounded(high));
    }
}
