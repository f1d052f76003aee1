package io.audittrail.benchmarks.figures;

import java.util.Locale;

/** Figures as they are shown. */
public final class Figure {

    private Figure() {}

    /** A number with three digits that matter, or all of them where there are more or it is whole, and commas between thousands. */
    public static String of(double value) {
        double size = Math.abs(value);
        boolean isWhole = value == Math.rint(value);
        int decimals = size >= 99.95 || isWhole ? 0 : size >= 9.995 ? 1 : 2;
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
        return text.matches("-[0.]+") ? text.substring(1) : text;
    }
}
