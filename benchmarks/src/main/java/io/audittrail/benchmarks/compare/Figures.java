package io.audittrail.benchmarks.compare;

import java.math.BigDecimal;
import java.math.MathContext;

/** Figures as they are kept: more than four digits of a measurement say nothing. */
final class Figures {

    private static final MathContext DIGITS = new MathContext(4);

    private Figures() {}

    static double rounded(double figure) {
        return new BigDecimal(figure).round(DIGITS).doubleValue();
    }
}
