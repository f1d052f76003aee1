package io.audittrail.sql;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a statement does to the transaction in which it is sent, as PostgreSQL's are written. */
public enum TransactionEffect {
    NONE,

    /** Settings may be what they were before. */
    TAKES_BACK,

    /** What comes next is another transaction. */
    ENDS;

    private static final Set<String> TAKING_BACK = Set.of("BEGIN", "START", "RESET", "DISCARD");

    private static final Set<String> ENDING = Set.of("COMMIT", "END", "ROLLBACK", "ABORT");

    private static final List<String> WORDS = Stream.of(TAKING_BACK, ENDING, Set.of("PREPARE"))
            .flatMap(Set::stream)
            .toList();

    /** Longer texts are not looked through to the end. */
    private static final int LONGEST = 10_000;

    /** The greatest of those that the text has, if it has several statements. */
    public static TransactionEffect of(String sql) {
        if (sql.indexOf(';') < 0 && Glance.isOtherThan(sql, WORDS)) {
            return NONE;
        }
        LexedSql lexed = SqlLexer.read(sql, Math.min(sql.length(), LONGEST), SqlDialect.POSTGRESQL);
        TransactionEffect greatest = NONE;
        if (!FirstWords.hasBody(lexed.tokens())) {
            for (LexedSql statement : lexed.statements()) {
                TransactionEffect effect = of(statement.tokens());
                greatest = effect.compareTo(greatest) > 0 ? effect : greatest;
            }
        }
        return greatest;
    }

    private static TransactionEffect of(List<Token> tokens) {
        String first = tokens.get(0).word();
        if (ENDING.contains(first)) {
            return tokens.stream().anyMatch(token -> token.isWord("TO")) ? TAKES_BACK : ENDS;
        }
        if (first.equals("PREPARE")) {
            return tokens.size() > 1 && tokens.get(1).isWord("TRANSACTION") ? ENDS : NONE;
        }
        return TAKING_BACK.contains(first) ? TAKES_BACK : NONE;
    }
}
