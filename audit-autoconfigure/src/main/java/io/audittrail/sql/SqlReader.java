package io.audittrail.sql;

import io.audittrail.sql.SqlStatement.Count;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what a statement does. It remembers the statements it has seen lately, so that each is read once; what plainly
 * changes nothing is not read at all. Safe for many threads. It never throws, starts no thread, and does without
 * JSqlParser where that is missing.
 */
public final class SqlReader {

    /** Longer texts are not read: a fingerprint of their beginning names them. */
    static final int LONGEST = 100_000;

    /** Up to twice as many statements are remembered. */
    static final int REMEMBERED = 512;

    /** How long a text may be to be remembered. */
    static final int REMEMBERED_LENGTH = 10_000;

    private static final int DEEPEST = 50;

    /** How deep queries may nest: the parser takes three times as long for each level. */
    private static final int DEEPEST_QUERY = 6;

    private static final boolean PARSER = isParserPresent();

    private final SqlDialect dialect;
    private final Recent<SqlStatement> statements = new Recent<>(REMEMBERED);

    /** What was understood, by a text without literals: those who write values into their statements have many texts. */
    private final Recent<Understanding> understandings = new Recent<>(REMEMBERED);

    /** @param understood null when the parser did not understand it */
    private record Understanding(@Nullable Understood understood) {}

    public SqlReader(SqlDialect dialect) {
        this.dialect = dialect;
    }

    public SqlStatement read(String sql) {
        if (Glance.isQuery(sql, dialect)) {
            return SqlStatement.HARMLESS;
        }
        SqlStatement known = statements.get(sql);
        if (known == null) {
            known = readNew(sql);
            if (sql.length() <= REMEMBERED_LENGTH) {
                statements.put(sql, known);
            }
        }
        return known;
    }

    int remembered() {
        return statements.count() + understandings.count();
    }

    private SqlStatement readNew(String sql) {
        LexedSql lexed = SqlLexer.read(sql, Math.min(sql.length(), LONGEST), dialect);
        boolean certain = lexed.sound() && sql.length() <= LONGEST;
        Reading reading = new Reading();
        List<LexedSql> parts = FirstWords.hasBody(lexed.tokens()) ? List.of(lexed) : lexed.statements();
        for (LexedSql part : parts) {
            FirstWords words = FirstWords.of(part, dialect);
            boolean parse = words.parsable() && certain;
            reading.add(words, parse ? understand(part, reading.parameters()) : null, part.parameters());
        }
        return reading.result(lexed, certain ? count(parts) : uncertainCount(sql), sql.length(), certain);
    }

    private Count count(List<LexedSql> parts) {
        if (parts.size() > 1 || parts.stream().anyMatch(part -> FirstWords.isSeveral(part.tokens(), dialect))) {
            return several();
        }
        return parts.stream().anyMatch(part -> FirstWords.hasOthersWithin(part.tokens(), dialect))
                ? Count.WITH_OTHERS
                : Count.ONE;
    }

    /** Where it is not known what a semicolon is a part of, it may part statements. */
    private Count uncertainCount(String sql) {
        int semicolon = sql.indexOf(';');
        return semicolon < 0 || sql.substring(semicolon + 1).isBlank() ? Count.ONE : several();
    }

    private Count several() {
        return dialect == SqlDialect.POSTGRESQL ? Count.TOGETHER : Count.SEVERAL;
    }

    private @Nullable Understood understand(LexedSql part, int parameters) {
        int depth = part.depth();
        if (!PARSER || depth > DEEPEST || part.queryDepth() > DEEPEST_QUERY) {
            return null;
        }
        String canonical = part.canonical(parameters);
        Understanding known = understandings.get(canonical);
        if (known == null) {
            known = new Understanding(ParserRead.read(canonical, dialect, depth));
            if (canonical.length() <= REMEMBERED_LENGTH) {
                understandings.put(canonical, known);
            }
        }
        return known.understood();
    }

    private static boolean isParserPresent() {
        try {
            Class.forName("net.sf.jsqlparser.parser.CCJSqlParser", false, SqlReader.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
