package io.audittrail.hibernate;

/**
 * A statement in HQL without its literals, which may hold what must not be seen: a {@code ?} stands for each. Names,
 * parameters and what is between backticks stay.
 */
final class HqlText {

    private final String hql;
    private final StringBuilder text;
    private int at;

    private HqlText(String hql) {
        this.hql = hql;
        this.text = new StringBuilder(hql.length());
    }

    /** Whatever is no literal stays, and of a text that does not end where it should, nothing after that. */
    static String withoutLiterals(String hql) {
        return new HqlText(hql).read();
    }

    private String read() {
        while (at < hql.length()) {
            char next = hql.charAt(at);
            if (next == '\'' || next == '"') {
                skipQuoted(next, next == '"');
                text.append('?');
            } else if (next == '`') {
                int begin = at;
                skipQuoted(next, false);
                text.append(hql, begin, at);
            } else if (hql.startsWith("/*", at)) {
                int end = hql.indexOf("*/", at + 2);
                at = end < 0 ? hql.length() : end + 2;
                space();
            } else if (Character.isWhitespace(next)) {
                at++;
                space();
            } else if (next == ':' || next == '?') {
                text.append(next);
                at++;
                word();
            } else if (Character.isJavaIdentifierStart(next)) {
                name();
            } else if (isDigit(at) || (next == '.' && isDigit(at + 1))) {
                skipNumber();
                text.append('?');
            } else {
                text.append(next);
                at++;
            }
        }
        return text.toString().strip();
    }

    /**
     * A quote within quotes is doubled, or stands behind a backslash; where that ends nothing, more is left out.
     *
     * @param escapes whether a backslash means more than itself, as in Java
     */
    private void skipQuoted(char quote, boolean escapes) {
        for (at++; at < hql.length(); at++) {
            char next = hql.charAt(at);
            if (escapes && next == '\\') {
                at++;
            } else if (next == quote) {
                if (at + 1 < hql.length() && hql.charAt(at + 1) == quote) {
                    at++;
                } else {
                    at++;
                    return;
                }
            }
        }
    }

    /** A prefix of a literal in quotes is a part of it. */
    private void name() {
        int begin = at;
        while (at < hql.length() && isPart(hql.charAt(at))) {
            at++;
        }
        boolean prefix = at < hql.length() && (hql.charAt(at) == '\'' || hql.charAt(at) == '"') && at - begin == 1;
        if (prefix && hql.charAt(at) == '"') {
            at = Math.max(at, hql.lastIndexOf('"')) + 1; // Hibernate takes it to end with the last one.
            text.append('?');
        } else if (prefix) {
            skipQuoted(hql.charAt(at), Character.toLowerCase(hql.charAt(begin)) == 'j');
            text.append('?');
        } else {
            text.append(hql, begin, at);
        }
    }

    private void word() {
        while (at < hql.length() && Character.isJavaIdentifierPart(hql.charAt(at))) {
            text.append(hql.charAt(at++));
        }
    }

    private static boolean isPart(char next) {
        return Character.isJavaIdentifierPart(next) || next == '.';
    }

    private void skipNumber() {
        while (at < hql.length()
                && (isPart(hql.charAt(at))
                        || ((hql.charAt(at) == '-' || hql.charAt(at) == '+')
                                && Character.toLowerCase(hql.charAt(at - 1)) == 'e'
                                && isDigit(at + 1)))) {
            at++;
        }
    }

    private boolean isDigit(int index) {
        return index < hql.length() && Character.isDigit(hql.charAt(index));
    }

    private void space() {
        if (text.length() > 0 && text.charAt(text.length() - 1) != ' ') {
            text.append(' ');
        }
    }
}
