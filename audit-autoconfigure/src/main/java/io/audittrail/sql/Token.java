package io.audittrail.sql;

import java.util.Locale;

/**
 * A piece of a statement.
 *
 * @param text as it stands in the statement; of a named parameter, its name
 * @param spaced whether white space or a comment stands before it
 */
record Token(Kind kind, String text, boolean spaced) {

    enum Kind {
        WORD,

        /** A name between quotes, which belong to its text. */
        QUOTED,
        TEXT,
        NUMBER,

        /** {@code ?}, or {@code :name}. */
        PARAMETER,
        SYMBOL
    }

    boolean isLiteral() {
        return kind == Kind.TEXT || kind == Kind.NUMBER;
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && text.length() == 1 && text.charAt(0) == symbol;
    }

    /** A word in capitals; empty for anything else. */
    String word() {
        return kind == Kind.WORD ? text.toUpperCase(Locale.ROOT) : "";
    }
}
