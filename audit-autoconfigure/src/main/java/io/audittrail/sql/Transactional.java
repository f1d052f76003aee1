package io.audittrail.sql;

import java.util.List;
import java.util.Locale;

/** Whether PostgreSQL does a statement as well within a transaction, though it may do more than its first word says. */
public final class Transactional {

    private Transactional() {}

    /** Whether each statement of the text is known to be so. */
    public static boolean is(String sql) {
        LexedSql lexed = SqlLexer.read(sql, sql.length(), SqlDialect.POSTGRESQL);
        if (!lexed.sound() || sql.length() > SqlReader.LONGEST) {
            return false;
        }
        return FirstWords.hasBody(lexed.tokens())
                ? isBlock(lexed.tokens(), sql)
                : lexed.statements().stream().allMatch(statement -> isOne(statement.tokens()));
    }

    /** A block may commit by itself, or call a procedure that does. Then the word is in it somewhere. */
    private static boolean isBlock(List<Token> tokens, String sql) {
        String small = sql.toLowerCase(Locale.ROOT);
        return tokens.get(0).isWord("DO")
                && !small.contains("commit")
                && !small.contains("rollback")
                && !small.contains("call");
    }

    private static boolean isOne(List<Token> tokens) {
        return switch (tokens.get(0).word()) {
            case "INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "SELECT", "WITH", "VALUES", "SET" -> true;
            case "PREPARE" -> !tokens.get(1).isWord("TRANSACTION");
            case "EXECUTE", "DEALLOCATE" -> true;
            // A table that is made of what it changes elsewhere.
            case "CREATE" -> FirstWords.hasOthersWithin(tokens, SqlDialect.POSTGRESQL);
            default -> false;
        };
    }
}
