package io.audittrail.sql;

import io.audittrail.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Takes a text apart, without knowing what it says: names, literals, parameters, symbols. Comments are left out. Wherever
 * it could be mistaken about where a literal ends, it says so.
 */
final class SqlLexer {

    private static final char END = '\0';

    private final String sql;
    private final int end;
    private final SqlDialect dialect;
    private final boolean backslashes;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean spaced;
    private boolean sound = true;
    private boolean escapes;

    private SqlLexer(String sql, int end, SqlDialect dialect, boolean backslashes) {
        this.sql = sql;
        this.end = end;
        this.dialect = dialect;
        this.backslashes = backslashes;
    }

    /** @param end how many characters of it are read */
    static LexedSql read(String sql, int end, SqlDialect dialect) {
        boolean backslashes = dialect == SqlDialect.MYSQL;
        SqlLexer lexer = new SqlLexer(sql, end, dialect, backslashes);
        LexedSql usual = lexer.read();
        if (!lexer.escapes || dialect == SqlDialect.ORACLE || dialect == SqlDialect.SQL_SERVER) {
            return usual;
        }
        // Settings of the database decide what a backslash is. Only one reading may be possible.
        LexedSql other = new SqlLexer(sql, end, dialect, !backslashes).read();
        if (!usual.sound()) {
            return other.sound() ? other : usual;
        }
        return !other.sound() || backslashes || other.tokens().equals(usual.tokens())
                ? usual
                : new LexedSql(usual.tokens(), false);
    }

    private LexedSql read() {
        while (at < end) {
            next();
        }
        return new LexedSql(tokens, sound);
    }

    private void next() {
        char c = peek(0);
        if (c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF') {
            at++;
            spaced = true;
        } else if (c == '-' && peek(1) == '-' && (dialect != SqlDialect.MYSQL || peek(2) <= ' ')) {
            lineComment();
        } else if (c == '#' && dialect == SqlDialect.MYSQL) {
            lineComment();
        } else if (c == '/' && peek(1) == '*') {
            comment();
        } else if (c == '\'' || (c == '"' && dialect == SqlDialect.MYSQL)) {
            add(Kind.TEXT, at, quoted(at, c, backslashes));
        } else if (c == '"' || c == '`') {
            add(Kind.QUOTED, at, quoted(at, c, false));
        } else if (c == '[' && dialect == SqlDialect.SQL_SERVER) {
            add(Kind.QUOTED, at, quoted(at, ']', false));
        } else if (isDigit(c) || (c == '.' && isDigit(peek(1)) && !followsName())) {
            number();
        } else if (isNameStart(c)) {
            word();
        } else if (c == '?') {
            questionMark();
        } else if (c == ':') {
            colon();
        } else if (c == '{') {
            brace();
        } else if (c == '$') {
            dollar();
        } else {
            add(Kind.SYMBOL, at, at + 1);
        }
    }

    private void lineComment() {
        while (at < end && sql.charAt(at) != '\n') {
            if (sql.charAt(at) == '\r' && peek(1) != '\n') {
                sound = false; // Some databases end the comment here, others go on.
            }
            at++;
        }
        spaced = true;
    }

    private void comment() {
        char first = peek(2);
        if (dialect == SqlDialect.MYSQL && (first == '!' || (first == 'M' && peek(3) == '!'))) {
            sound = false; // It is carried out.
        }
        boolean nested = dialect != SqlDialect.MYSQL && dialect != SqlDialect.ORACLE;
        int depth = 1;
        at += 2;
        while (at < end && depth > 0) {
            if (peek(0) == '*' && peek(1) == '/') {
                depth--;
                at += 2;
            } else if (nested && peek(0) == '/' && peek(1) == '*') {
                depth++;
                sound &= dialect != SqlDialect.OTHER;
                at += 2;
            } else {
                at++;
            }
        }
        sound &= depth == 0;
        spaced = true;
    }

    /** @return where it ends */
    private int quoted(int from, char quote, boolean escaping) {
        int i = from + 1;
        while (i < end) {
            char c = sql.charAt(i);
            if (c == quote) {
                if (i + 1 < end && sql.charAt(i + 1) == quote) {
                    i += 2;
                    continue;
                }
                return i + 1;
            }
            if (c == '\\' && quote != '`' && quote != ']') {
                escapes = true;
                i += escaping ? 2 : 1;
            } else {
                i++;
            }
        }
        sound = false;
        return end;
    }

    private void number() {
        int from = at;
        boolean plain = true;
        at++;
        while (at < end) {
            char c = sql.charAt(at);
            if (c == '.') {
                if (peek(1) == '.') {
                    break;
                }
            } else if (c == '+' || c == '-') {
                char before = sql.charAt(at - 1);
                if (!plain || (before != 'e' && before != 'E') || !isDigit(peek(1))) {
                    break;
                }
            } else if (!isNamePart(c)) {
                break;
            } else if (!isDigit(c) && c != 'e' && c != 'E' && c != '_') {
                plain = false;
            }
            at++;
        }
        add(Kind.NUMBER, from, at);
    }

    private void word() {
        int from = at;
        while (at < end && isNamePart(sql.charAt(at))) {
            at++;
        }
        char quote = peek(0);
        if (quote == '\'' || (quote == '"' && dialect == SqlDialect.MYSQL)) {
            String prefix = sql.substring(from, at).toUpperCase(Locale.ROOT);
            if (dialect == SqlDialect.ORACLE && (prefix.equals("Q") || prefix.equals("NQ"))) {
                add(Kind.TEXT, from, chosenQuote());
                return;
            }
            if (prefix.equals("E")
                    || prefix.equals("N")
                    || prefix.equals("B")
                    || prefix.equals("X")
                    || prefix.startsWith("_")) {
                boolean escaping = backslashes || prefix.equals("E");
                boolean before = escapes;
                int until = quoted(at, quote, escaping);
                escapes = prefix.equals("E") ? before : escapes;
                add(Kind.TEXT, from, until);
                return;
            }
        }
        add(Kind.WORD, from, at);
    }

    /** Oracle's {@code q'[…]'}. */
    private int chosenQuote() {
        char open = peek(1);
        int pair = "[{(<".indexOf(open);
        String close = (pair < 0 ? open : "]})>".charAt(pair)) + "'";
        int found = sql.indexOf(close, at + 2);
        if (found < 0 || found + 2 > end) {
            sound = false;
            return end;
        }
        return found + 2;
    }

    private void questionMark() {
        if (peek(1) == '?') { // An operator that JDBC must not take for a parameter.
            int until = at + 2;
            if (until < end && (sql.charAt(until) == '|' || sql.charAt(until) == '&')) {
                until++;
            }
            add(Kind.SYMBOL, at, until);
            return;
        }
        int until = at + 1;
        while (until < end && isDigit(sql.charAt(until))) {
            until++;
        }
        add(Kind.PARAMETER, at, until);
    }

    private void colon() {
        if (peek(1) == ':' || peek(1) == '=') {
            add(Kind.SYMBOL, at, at + 2);
            return;
        }
        char before = at == 0 ? ' ' : sql.charAt(at - 1);
        boolean named = isNameStart(peek(1)) || (dialect == SqlDialect.ORACLE && isDigit(peek(1)));
        if (!named || isNamePart(before) || before == ']' || before == ')') {
            add(Kind.SYMBOL, at, at + 1);
            return;
        }
        int until = at + 1;
        while (until < end && isNamePart(sql.charAt(until))) {
            until++;
        }
        add(Kind.PARAMETER, at, until);
    }

    /** {@code {ts '…'}} is a literal, as {@code {d '…'}} and {@code {t '…'}} are; other escapes are not touched. */
    private void brace() {
        int i = blanks(at + 1);
        int from = i;
        while (i < end && isNamePart(sql.charAt(i))) {
            i++;
        }
        String type = i - from > 2 ? "" : sql.substring(from, i).toLowerCase(Locale.ROOT);
        i = blanks(i);
        if ((type.equals("ts") || type.equals("d") || type.equals("t")) && i < end && sql.charAt(i) == '\'') {
            boolean before = sound;
            int close = blanks(quoted(i, '\'', backslashes));
            if (close < end && sql.charAt(close) == '}') {
                add(Kind.TEXT, at, close + 1);
                return;
            }
            sound = before;
        }
        add(Kind.SYMBOL, at, at + 1);
    }

    private int blanks(int from) {
        int i = from;
        while (i < end && sql.charAt(i) <= ' ') {
            i++;
        }
        return i;
    }

    /** PostgreSQL's {@code $tag$…$tag$}. */
    private void dollar() {
        int i = at + 1;
        if (i < end && !isDigit(sql.charAt(i))) {
            while (i < end && sql.charAt(i) != '$' && isNamePart(sql.charAt(i))) {
                i++;
            }
        }
        boolean quotes = dialect == SqlDialect.POSTGRESQL || dialect == SqlDialect.OTHER;
        if (!quotes || i >= end || sql.charAt(i) != '$') {
            add(Kind.SYMBOL, at, at + 1);
            return;
        }
        String tag = sql.substring(at, i + 1);
        int found = sql.indexOf(tag, i + 1);
        if (found < 0 || found + tag.length() > end) {
            sound = false;
            add(Kind.TEXT, at, end);
        } else {
            add(Kind.TEXT, at, found + tag.length());
        }
    }

    private void add(Kind kind, int from, int until) {
        tokens.add(new Token(kind, sql.substring(from, until), spaced));
        at = until;
        spaced = false;
    }

    /** Whether what stands directly before is a name, so that a dot belongs to it. */
    private boolean followsName() {
        if (spaced || tokens.isEmpty()) {
            return false;
        }
        Kind last = tokens.get(tokens.size() - 1).kind();
        return last == Kind.WORD || last == Kind.QUOTED;
    }

    private char peek(int ahead) {
        return at + ahead < end ? sql.charAt(at + ahead) : END;
    }

    private boolean isNameStart(char c) {
        return Character.isLetter(c)
                || c == '_'
                || c == '@'
                || (c == '#' && dialect == SqlDialect.SQL_SERVER)
                || (c >= 0x80 && !Character.isSpaceChar(c));
    }

    private boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c) || c == '$' || (c == '#' && dialect == SqlDialect.ORACLE);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
