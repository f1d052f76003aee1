package io.audittrail.sql;

import io.audittrail.sql.Token.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A text in pieces.
 *
 * @param sound whether it is certain where its literals end; otherwise nothing of it may be shown
 */
record LexedSql(List<Token> tokens, boolean sound) {

    private static final Set<String> QUERY = Set.of("SELECT", "WITH", "VALUES");

    LexedSql {
        tokens = List.copyOf(tokens);
    }

    /** Without comments and superfluous space, {@code ?} for each literal. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Token token : tokens) {
            append(text, token, token.isLiteral() ? "?" : token.text());
        }
        return text.toString();
    }

    /**
     * The same for a parser: with empty literals, numbered parameters, and without what only JDBC knows.
     *
     * @param parameters how many there are before
     */
    String canonical(int parameters) {
        StringBuilder text = new StringBuilder();
        int number = parameters;
        boolean escape = false;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isSymbol('{')) {
                escape = i + 1 < tokens.size() && tokens.get(i + 1).isWord("escape");
                i += escape ? 0 : 1;
            } else if (token.kind() == Kind.PARAMETER) {
                number++;
                append(text, token, "?" + number);
            } else if (token.kind() == Kind.SYMBOL && token.text().startsWith("??")) {
                append(text, token, "@>"); // An operator of the same rank that parsers know.
            } else if (!token.isSymbol('}')) {
                append(text, token, token.isLiteral() ? token.kind() == Kind.TEXT ? "''" : "0" : token.text());
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Token token, String shown) {
        if (token.spaced() && !text.isEmpty()) {
            text.append(' ');
        }
        text.append(shown);
    }

    /** Each of the statements that semicolons part. */
    List<LexedSql> statements() {
        List<LexedSql> statements = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= tokens.size(); i++) {
            if (i == tokens.size() || tokens.get(i).isSymbol(';')) {
                if (i > from) {
                    statements.add(new LexedSql(tokens.subList(from, i), sound));
                }
                from = i + 1;
            }
        }
        return statements;
    }

    /** The names of the parameters in their order; null for a {@code ?}. */
    List<@Nullable String> parameters() {
        List<@Nullable String> names = new ArrayList<>();
        for (Token token : tokens) {
            if (token.kind() == Kind.PARAMETER) {
                names.add(token.text().length() > 1 ? token.text().substring(1) : null);
            }
        }
        return names;
    }

    /** Whatever may be a name in it, in small letters and without quotes. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Token token : tokens) {
            if (token.kind() == Kind.WORD) {
                names.add(token.text().toLowerCase(Locale.ROOT));
            } else if (token.kind() == Kind.QUOTED) {
                names.add(SqlName.of(token.text()).text().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /** How deep it nests, as parentheses and {@code CASE} do. */
    int depth() {
        int depth = 0;
        int deepest = 0;
        for (Token token : tokens) {
            if (token.isSymbol('(') || token.isSymbol('[') || token.isWord("CASE")) {
                depth++;
                deepest = Math.max(deepest, depth);
            } else if (token.isSymbol(')') || token.isSymbol(']') || token.isWord("END")) {
                depth--;
            }
        }
        return deepest;
    }

    /** How deep its queries nest. */
    int queryDepth() {
        BitSet queries = new BitSet();
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isSymbol('(')) {
                queries.set(
                        depth,
                        i + 1 < tokens.size()
                                && QUERY.contains(tokens.get(i + 1).word()));
                depth++;
                deepest = Math.max(deepest, queries.get(0, depth).cardinality());
            } else if (tokens.get(i).isSymbol(')')) {
                depth = Math.max(0, depth - 1);
            }
        }
        return deepest;
    }

    /** The same for texts that differ in literals, comments and space only. */
    String fingerprint() {
        try {
            byte[] text = text().getBytes(StandardCharsets.UTF_8);
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
