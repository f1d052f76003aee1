package io.audittrail.line;

/**
 * Writes the floating-point numbers of everyday life, which people typed with a few decimals: the shortest text that reads
 * back as the same number, without a String in between.
 */
final class Floating {

    /** Outside, {@link Double#toString} writes an exponent. */
    private static final double FROM = 1e-3;

    private static final double TO = 1e7;

    /** Below 10 to the 7th there are no more than 14 digits: each such text belongs to one number. */
    private static final int MAX_DECIMALS = 7;

    private Floating() {}

    /** Whether it was written. */
    static boolean write(double value, LineBuffer out) {
        double positive = Math.abs(value);
        if (positive != 0 && !(positive >= FROM && positive < TO)) {
            return false;
        }
        long power = 1;
        for (int decimals = 1; decimals <= MAX_DECIMALS; decimals++) {
            power *= 10;
            long digits = Math.round(positive * power);
            if ((double) digits / power == positive) {
                if (Double.doubleToRawLongBits(value) < 0) {
                    out.ascii('-');
                }
                out.decimal(digits, decimals);
                return true;
            }
        }
        return false;
    }
}
