package io.audittrail.sql;

import java.util.List;

/**
 * Tells queries from other statements by a single look at their characters. When in doubt it is none: then somebody
 * reads it.
 */
final class Glance {

    private static final String[] FOR_ALL = {"into", "table"};
    private static final String[] WITHOUT_SEMICOLON = {
        "into", "table", "insert", "update", "delete", "merge", "truncate", "exec", "execute", "drop", "alter", "create"
    };

    private Glance() {}

    /** Whether this is a query that changes nothing beside. What the functions do that it calls, nobody knows. */
    static boolean isQuery(String sql, SqlDialect dialect) {
        int at = start(sql);
        if (!isWord(sql, at, "select")) {
            return false;
        }
        String[] suspicious = dialect == SqlDialect.SQL_SERVER ? WITHOUT_SEMICOLON : FOR_ALL;
        char before = ' ';
        for (int i = at + "select".length(); i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == ';' && !isBlankAfter(sql, i + 1)) {
                return false;
            }
            if (c == '/' && dialect == SqlDialect.MYSQL && i + 1 < sql.length() && sql.charAt(i + 1) == '*') {
                return false; // A comment may be carried out.
            }
            if (c > '9' && !isNamePart(before) && begins(sql, i, suspicious)) {
                return false;
            }
            before = c;
        }
        return true;
    }

    /** Whether it begins with none of the words. */
    static boolean isOtherThan(String sql, List<String> words) {
        int at = start(sql);
        if (at == sql.length() || !Character.isLetter(sql.charAt(at))) {
            return false;
        }
        for (int i = 0; i < words.size(); i++) {
            if (isWord(sql, at, words.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean begins(String sql, int at, String[] words) {
        for (String word : words) {
            if ((sql.charAt(at) | ' ') == word.charAt(0) && isWord(sql, at, word)) {
                return true;
            }
        }
        return false;
    }

    private static int start(String sql) {
        int at = 0;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '/' && sql.startsWith("/* ", at)) {
                int close = sql.indexOf("*/", at + 2);
                int nested = sql.indexOf("/*", at + 2);
                if (close < 0 || (nested >= 0 && nested < close)) {
                    return sql.length();
                }
                at = close + 2;
            } else if (c <= ' ' || c == '(') {
                at++;
            } else {
                break;
            }
        }
        return at;
    }

    private static boolean isWord(String sql, int at, String word) {
        int end = at + word.length();
        return sql.regionMatches(true, at, word, 0, word.length())
                && (end == sql.length() || !isNamePart(sql.charAt(end)));
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isBlankAfter(String sql, int from) {
        for (int i = from; i < sql.length(); i++) {
            if (sql.charAt(i) > ' ') {
                return false;
            }
        }
        return true;
    }
}
