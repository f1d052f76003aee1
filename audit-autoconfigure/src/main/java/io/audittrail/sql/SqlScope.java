package io.audittrail.sql;

import io.audittrail.StatementRecord;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Says whether a statement concerns a unit, and remembers it of those seen lately. Thread-safe. */
public final class SqlScope {

    private final SqlReader reader;
    private final AuditedTables tables;
    private final Recent<Judgement> judgements = new Recent<>(SqlReader.REMEMBERED);

    /** @param concern null when there is none */
    private record Judgement(@Nullable Concern concern) {}

    public SqlScope(SqlReader reader, AuditedTables tables) {
        this.reader = reader;
        this.tables = tables;
    }

    /** The same, and more tables, as somebody has written their names. */
    public SqlScope with(List<String> names) {
        return names.isEmpty() ? this : new SqlScope(reader, tables.with(names));
    }

    /** What a statement does, whatever it does it to; null when it changes nothing. */
    public StatementRecord.@Nullable Kind kind(String sql) {
        return reader.read(sql).kind();
    }

    /** Null when the statement is not to be recorded. */
    public @Nullable Concern concern(String sql) {
        SqlStatement statement = reader.read(sql);
        if (!statement.changes()) {
            return null;
        }
        Judgement known = judgements.get(sql);
        if (known == null) {
            known = new Judgement(judge(statement));
            if (sql.length() <= SqlReader.REMEMBERED_LENGTH) {
                judgements.put(sql, known);
            }
        }
        return known.concern();
    }

    private @Nullable Concern judge(SqlStatement statement) {
        if (statement.kind() == null || !tables.concern(statement)) {
            return null;
        }
        int parameters = statement.parameters().size();
        return new Concern(
                statement,
                statement.kind(),
                tables.entities(statement),
                IntStream.range(0, parameters)
                        .mapToObj(index -> tables.isMasked(statement, index))
                        .toList(),
                tables.isMasked(statement, parameters));
    }

    /**
     * Whether the value of a parameter must not be shown because of this unit, also where the statement concerns another.
     *
     * @param index from 0 on
     */
    public boolean isMasked(SqlStatement statement, int index) {
        return tables.isMasked(statement, index);
    }
}
