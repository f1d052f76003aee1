package io.audittrail.sql;

/**
 * A name as it stands in a statement or in a mapping, without its quotes.
 *
 * @param quoted whether it stood between quotes, so that its case counts
 */
public record SqlName(String text, boolean quoted) {

    /** @param written with its quotes, if it has any */
    public static SqlName of(String written) {
        int last = written.length() - 1;
        if (last > 0) {
            char open = written.charAt(0);
            char close = written.charAt(last);
            boolean alike = (open == '"' || open == '`') && close == open;
            if (alike || (open == '[' && close == ']')) {
                return new SqlName(unquoted(written, close), true);
            }
        }
        return new SqlName(written, false);
    }

    private static String unquoted(String written, char quote) {
        return written.substring(1, written.length() - 1).replace("" + quote + quote, "" + quote);
    }

    /**
     * Whether the two may name the same thing. Case counts only when both are quoted: what a database makes of an
     * unquoted name differs, and to miss a table is worse than to take one for another.
     */
    public boolean matches(SqlName other) {
        return (quoted && other.quoted) ? text.equals(other.text) : text.equalsIgnoreCase(other.text);
    }
}
