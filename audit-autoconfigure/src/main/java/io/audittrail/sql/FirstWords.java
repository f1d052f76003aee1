package io.audittrail.sql;

import io.audittrail.StatementRecord.Kind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the words of one statement say about it before anybody has understood it.
 *
 * @param kind null when it changes nothing
 * @param parsable whether a parser can tell which tables it changes
 * @param note what a reader has to know, apart from what the parser finds
 */
record FirstWords(
        @Nullable Kind kind, boolean parsable, @Nullable String note) {

    private static final FirstWords HARMLESS = new FirstWords(null, false, null);
    private static final FirstWords UNKNOWN = new FirstWords(Kind.UNKNOWN, false, null);

    /** With these a statement begins that changes nothing, unless one of {@link #CHANGING} is in it. */
    private static final Set<String> READING = Set.of(
            "SELECT",
            "VALUES",
            "TABLE",
            "SHOW",
            "DESCRIBE",
            "DESC",
            "EXPLAIN",
            "WITH",
            "DECLARE",
            "SET",
            "BEGIN",
            "PREPARE",
            "HELP",
            "USING",
            "COPY");

    /** With these a statement begins that changes nothing whatever follows. */
    private static final Set<String> HARMLESS_WORDS = Set.of(
            "COMMIT",
            "ROLLBACK",
            "SAVEPOINT",
            "RELEASE",
            "START",
            "END",
            "ABORT",
            "USE",
            "LOCK",
            "UNLOCK",
            "VACUUM",
            "OPTIMIZE",
            "CHECK",
            "CHECKSUM",
            "REPAIR",
            "FLUSH",
            "FETCH",
            "MOVE",
            "CLOSE",
            "OPEN",
            "LISTEN",
            "UNLISTEN",
            "NOTIFY",
            "DEALLOCATE",
            "DISCARD",
            "RESET",
            "CHECKPOINT",
            "REINDEX",
            "CLUSTER",
            "GRANT",
            "REVOKE",
            "KILL",
            "PRAGMA",
            "SHUTDOWN",
            "XA",
            "PRINT",
            "WAITFOR",
            "REFRESH",
            "REASSIGN",
            "SECURITY",
            "SIGNAL",
            "BACKUP",
            "SCRIPT",
            "HELP",
            "STOP",
            "SAVE",
            "RAISERROR",
            "THROW",
            "DBCC");

    private static final Set<String> CHANGING = Set.of(
            "INSERT",
            "UPDATE",
            "DELETE",
            "MERGE",
            "REPLACE",
            "UPSERT",
            "INTO",
            "TRUNCATE",
            "DROP",
            "ALTER",
            "CREATE",
            "EXEC",
            "EXECUTE",
            "CALL");

    static FirstWords of(LexedSql sql, SqlDialect dialect) {
        List<Token> tokens = sql.tokens();
        int first = 0;
        while (first < tokens.size() && tokens.get(first).isSymbol('(')) {
            first++;
        }
        String word = word(tokens, first);
        if (word.isEmpty()) {
            boolean call = tokens.size() > first && tokens.get(first).isSymbol('{');
            return call ? call() : UNKNOWN;
        }
        return switch (word) {
            case "INSERT" -> one(tokens, Kind.INSERT, dialect);
            case "UPDATE" -> one(tokens, Kind.UPDATE, dialect);
            case "DELETE" -> one(tokens, Kind.DELETE, dialect);
            case "MERGE", "REPLACE", "UPSERT" -> one(tokens, Kind.MERGE, dialect);
            case "TRUNCATE" -> one(tokens, Kind.TRUNCATE, dialect);
            case "CREATE", "ALTER", "DROP", "RENAME", "COMMENT", "PURGE", "FLASHBACK" -> definition(tokens, dialect);
            case "CALL", "EXEC", "EXECUTE", "RUNSCRIPT" -> call();
            case "LOAD", "IMPORT" -> new FirstWords(Kind.INSERT, true, null);
            case "BEGIN" -> isBlock(tokens) ? UNKNOWN : HARMLESS;
            case "DECLARE" -> hasBody(tokens) ? UNKNOWN : reading(tokens, dialect);
            case "SET" -> contains(tokens, Set.of("SELECT", "EXECUTE", "CALL")) ? reading(tokens, dialect) : HARMLESS;
            case "EXPLAIN" -> contains(tokens, Set.of("ANALYZE", "ANALYSE")) ? reading(tokens, dialect) : HARMLESS;
            case "ANALYZE", "ANALYSE" -> contains(tokens, Set.of("TABLE")) ? HARMLESS : reading(tokens, dialect);
            case "PREPARE" -> HARMLESS;
            case "COPY" -> contains(tokens, Set.of("FROM")) ? new FirstWords(Kind.INSERT, true, null) : HARMLESS;
            default -> rest(word, tokens, dialect);
        };
    }

    private static FirstWords rest(String word, List<Token> tokens, SqlDialect dialect) {
        if (HARMLESS_WORDS.contains(word)) {
            return HARMLESS;
        }
        return READING.contains(word) ? reading(tokens, dialect) : UNKNOWN;
    }

    /** One that reads, unless it does something beside. */
    private static FirstWords reading(List<Token> tokens, SqlDialect dialect) {
        String before = "";
        int depth = 0;
        Kind main = null;
        Kind inner = null;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
            Kind kind = startsHere(tokens, i, before, dialect) ? kind(token.word()) : null;
            if (kind != null && depth == 0) {
                main = main == null ? kind : main;
            } else if (kind != null) {
                inner = inner == null ? kind : inner;
            }
            before = token.kind() == Token.Kind.WORD ? token.word() : token.text();
        }
        Kind kind = main == null ? inner : main;
        if (kind == null) {
            return HARMLESS;
        }
        boolean several = dialect == SqlDialect.SQL_SERVER && !tokens.get(0).isWord("WITH");
        return new FirstWords(kind, !several, null);
    }

    /** Whether a part that changes something begins with this word: not {@code FOR UPDATE}, {@code replace(…)}, {@code t.insert}. */
    private static boolean startsHere(List<Token> tokens, int i, String before, SqlDialect dialect) {
        String word = tokens.get(i).word();
        if (!CHANGING.contains(word)
                || Set.of("FOR", ".", "ON", "AS", "NO", "KEY").contains(before)) {
            return false;
        }
        if (word.equals("INTO") && (dialect == SqlDialect.MYSQL || dialect == SqlDialect.ORACLE)) {
            return false; // Into a variable or a file.
        }
        boolean function = i + 1 < tokens.size() && tokens.get(i + 1).isSymbol('(');
        return !function || word.equals("CALL");
    }

    private static @Nullable Kind kind(String word) {
        return switch (word) {
            case "INSERT" -> Kind.INSERT;
            case "UPDATE" -> Kind.UPDATE;
            case "DELETE" -> Kind.DELETE;
            case "MERGE", "REPLACE", "UPSERT" -> Kind.MERGE;
            case "TRUNCATE" -> Kind.TRUNCATE;
            case "INTO", "CREATE", "ALTER", "DROP" -> Kind.DDL;
            case "EXEC", "EXECUTE", "CALL" -> Kind.CALL;
            default -> null;
        };
    }

    /** Whether others begin where only SQL Server lets them. */
    static boolean isSeveral(List<Token> tokens, SqlDialect dialect) {
        return dialect == SqlDialect.SQL_SERVER && laterStart(tokens);
    }

    /** Whether parts of it change something for themselves. */
    static boolean hasOthersWithin(List<Token> tokens, SqlDialect dialect) {
        String before = "";
        for (int i = 0; i < tokens.size(); i++) {
            if (before.equals("(") && startsHere(tokens, i, before, dialect)) {
                return true;
            }
            before = tokens.get(i).kind() == Token.Kind.WORD
                    ? tokens.get(i).word()
                    : tokens.get(i).text();
        }
        return false;
    }

    private static FirstWords one(List<Token> tokens, Kind kind, SqlDialect dialect) {
        // SQL Server needs nothing between two statements: what follows the first is not seen by a parser.
        return new FirstWords(kind, !isSeveral(tokens, dialect), null);
    }

    private static boolean laterStart(List<Token> tokens) {
        int depth = 0;
        boolean merge = tokens.get(0).isWord("MERGE");
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
            boolean afterThen = i > 0 && tokens.get(i - 1).isWord("THEN");
            boolean starts = Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "EXEC", "EXECUTE", "DROP")
                    .contains(token.word());
            if (i > 0
                    && depth == 0
                    && starts
                    && !(merge && afterThen)
                    && !tokens.get(i - 1).isSymbol('.')) {
                boolean action =
                        tokens.get(i - 1).isWord("ON") || tokens.get(i - 1).isWord("FOR");
                if (!action) {
                    return true;
                }
            }
        }
        return false;
    }

    private static FirstWords definition(List<Token> tokens, SqlDialect dialect) {
        for (Token token : tokens.subList(1, Math.min(tokens.size(), 8))) {
            switch (token.word()) {
                case "TABLE", "VIEW", "COLUMN" -> {
                    return one(tokens, Kind.DDL, dialect);
                }
                case "INDEX" -> {
                    return tokens.get(0).isWord("CREATE")
                            ? one(tokens, Kind.DDL, dialect)
                            : new FirstWords(Kind.DDL, false, "which table the index is of is not known");
                }
                case "SCHEMA", "DATABASE", "OWNED", "OBJECTS", "TABLESPACE" -> {
                    boolean removes = tokens.get(0).isWord("DROP");
                    return removes
                            ? new FirstWords(Kind.DDL, false, "which tables it takes away is not known")
                            : HARMLESS;
                }
                case "USER", "ROLE", "LOGIN", "SESSION", "SYSTEM", "SEQUENCE", "TYPE", "DOMAIN", "EXTENSION" -> {
                    return HARMLESS;
                }
                case "TRIGGER", "RULE", "POLICY" -> {
                    return new FirstWords(Kind.DDL, false, "what it does to tables is not known");
                }
                case "FUNCTION",
                        "PROCEDURE",
                        "PROC",
                        "PACKAGE",
                        "ALIAS",
                        "AGGREGATE",
                        "OPERATOR",
                        "CAST",
                        "EVENT",
                        "CONSTANT",
                        "SYNONYM",
                        "STATISTICS",
                        "PUBLICATION",
                        "SUBSCRIPTION",
                        "SERVER",
                        "COLLATION" -> {
                    return HARMLESS;
                }
                default -> {}
            }
        }
        return new FirstWords(Kind.DDL, true, null);
    }

    /** Whether all that follows belongs to it, semicolons included: the body of a procedure, or a block. */
    static boolean hasBody(List<Token> tokens) {
        return switch (word(tokens, 0)) {
            case "CREATE", "ALTER" ->
                tokens.subList(1, Math.min(tokens.size(), 8)).stream()
                        .anyMatch(
                                token -> Set.of("FUNCTION", "PROCEDURE", "PROC", "PACKAGE", "TRIGGER", "EVENT", "ALIAS")
                                        .contains(token.word()));
            case "BEGIN" -> isBlock(tokens);
            case "DO", "IF", "WHILE" -> true;
            case "DECLARE" -> contains(tokens, Set.of("BEGIN"));
            default -> false;
        };
    }

    private static FirstWords call() {
        return new FirstWords(Kind.CALL, false, "what the procedure does is not known");
    }

    /** Whether more than the beginning of a transaction. */
    private static boolean isBlock(List<Token> tokens) {
        String next = word(tokens, 1);
        Set<String> transaction = Set.of(
                "TRANSACTION",
                "TRAN",
                "WORK",
                "ISOLATION",
                "READ",
                "DEFERRABLE",
                "NOT",
                "IMMEDIATE",
                "EXCLUSIVE",
                "DEFERRED",
                "DISTRIBUTED",
                "CONCURRENT");
        boolean alone = tokens.size() < 2 || tokens.get(1).isSymbol(';');
        boolean isAtomic = next.equals("NOT") && word(tokens, 2).equals("ATOMIC"); // MariaDB's
        return isAtomic || (!alone && !transaction.contains(next));
    }

    private static boolean contains(List<Token> tokens, Set<String> words) {
        return tokens.stream().anyMatch(token -> words.contains(token.word()));
    }

    private static String word(List<Token> tokens, int at) {
        return at < tokens.size() ? tokens.get(at).word() : "";
    }
}
