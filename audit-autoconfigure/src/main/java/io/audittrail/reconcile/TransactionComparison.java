package io.audittrail.reconcile;

import io.audittrail.AuditReconciliation.Difference;
import io.audittrail.AuditReconciliation.Source;
import io.audittrail.StatementRecord;
import io.audittrail.StatementRecord.Kind;
import io.audittrail.tables.AuditTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What the log has of a transaction, row by row beside what triggers saw of it. Not thread-safe. */
final class TransactionComparison {

    /** Of so many rows at most is looked at what they hold. */
    private static final int MOST_LOOKED_AT = 2_000;

    /** What always changes rows, when it says that it did. */
    private static final Set<Kind> SEEN_FOR_SURE = Set.of(Kind.INSERT, Kind.DELETE, Kind.TRUNCATE);

    private final LoggedTransaction logged;
    private final TypeTables tables;
    private final Pauses pauses;
    private final Map<Findings.Kind, Long> rows = new LinkedHashMap<>();
    private final List<SeenRow> untold = new ArrayList<>();
    private final boolean[] seenStatements;

    TransactionComparison(LoggedTransaction logged, TypeTables tables) {
        this.logged = logged;
        this.tables = tables;
        this.pauses = new Pauses(logged, tables);
        this.seenStatements = new boolean[logged.statements().size()];
    }

    void take(SeenRow row) {
        if (Pauses.isOne(row)) {
            pauses.take(row);
            return;
        }
        boolean isOfStatement = isOfStatement(row);
        if (logged.tells(row, row.id(), tables) || logged.tellsByKey(row, keyOf(row), tables)) {
            return;
        }
        boolean isClear = isOfStatement && !logged.hasRecordsOf(row, tables);
        if (isClear || row.operation().equals(Kind.TRUNCATE.name()) || untold.size() == MOST_LOOKED_AT) {
            count(row, source(row, isOfStatement));
        } else {
            untold.add(row);
        }
    }

    /** Rows that have to be looked at. */
    List<Long> untold() {
        return untold.stream().map(SeenRow::number).toList();
    }

    /** @param contents of the rows that have to be looked at; what has been removed meanwhile is missing */
    void look(Map<Long, RowContent> contents) {
        Map<List<@Nullable String>, List<SeenRow>> byRow = new LinkedHashMap<>();
        for (SeenRow row : untold) {
            RowContent content = contents.get(row.number());
            String key = content == null ? null : tables.key(logged.unit(), row, content);
            if (!logged.tellsByKey(row, key, tables)) {
                byRow.computeIfAbsent(
                                List.of(row.qualifiedTable(), Objects.requireNonNullElse(row.id(), "")),
                                first -> new ArrayList<>())
                        .add(row);
            }
        }
        byRow.values().stream()
                .filter(all -> !isNothing(all, contents))
                .flatMap(List::stream)
                .filter(row -> !isPlace(row, contents.get(row.number())))
                .forEach(row -> count(row, source(row, isOfStatement(row))));
        untold.clear();
    }

    private @Nullable String keyOf(SeenRow row) {
        return row.entity() == null ? null : tables.key(logged.unit(), row.entity(), row.id());
    }

    private boolean isPlace(SeenRow row, @Nullable RowContent content) {
        return content != null && tables.isPlace(row, content);
    }

    private static boolean isNothing(List<SeenRow> changes, Map<Long, RowContent> contents) {
        List<@Nullable RowContent> all = new ArrayList<>(changes.size());
        changes.forEach(row -> all.add(contents.get(row.number())));
        return changes.get(0).hasMaskedId() ? NetChange.isPassing(all) : NetChange.isNothing(all);
    }

    private boolean isOfStatement(SeenRow row) {
        boolean is = false;
        List<StatementRecord> statements = logged.statements();
        for (int i = 0; i < statements.size(); i++) {
            if (tables.concerns(statements.get(i), row)) {
                seenStatements[i] = true;
                is = true;
            }
        }
        return is;
    }

    private Source source(SeenRow row, boolean isOfStatement) {
        if (isOfStatement) {
            return Source.BULK;
        }
        return pauses.covering(row) > 0 ? Source.PAUSED : Source.UNKNOWN;
    }

    private void count(SeenRow row, Source source) {
        rows.merge(
                new Findings.Kind(row.qualifiedTable(), row.operation(), source, source != Source.UNKNOWN),
                1L,
                Long::sum);
    }

    /** @param table of an entity */
    void tell(Findings findings, BiFunction<String, String, String> table) {
        pauses.untold().forEach(row -> count(row, Source.PAUSED));
        rows.forEach((kind, count) -> findings.add(difference(kind, count, told(kind))));
        Map<Findings.Kind, Long> records = new LinkedHashMap<>();
        logged.unseen()
                .forEach(record -> records.merge(
                        unseen(
                                table.apply(logged.unit(), record.entity()),
                                AuditTables.operation(record.action()),
                                pauses.hides(record.entity()) ? Source.PAUSED : Source.ORM),
                        1L,
                        Long::sum));
        for (int i = 0; i < seenStatements.length; i++) {
            StatementRecord statement = logged.statements().get(i);
            String entity = statement.entity();
            if (!seenStatements[i] && entity != null && isSeenForSure(statement)) {
                records.merge(
                        unseen(
                                table.apply(logged.unit(), entity),
                                statement.kind().name(),
                                pauses.hides(statement) ? Source.PAUSED : Source.BULK),
                        1L,
                        Long::sum);
            }
        }
        records.forEach((kind, count) -> findings.add(difference(kind, 0, count)));
    }

    private Findings.Kind unseen(String table, String operation, Source source) {
        return new Findings.Kind(table, operation, source, source == Source.PAUSED || logged.isOutcomeUnknown());
    }

    private static boolean isSeenForSure(StatementRecord statement) {
        Long changed = statement.rows();
        return SEEN_FOR_SURE.contains(statement.kind())
                && (statement.kind() == Kind.TRUNCATE || (changed != null && changed > 0));
    }

    /** How many statements tell of rows, or pauses in place of them. */
    private long told(Findings.Kind kind) {
        if (kind.source() == Source.UNKNOWN) {
            return 0;
        }
        String table = kind.table();
        int last = table.lastIndexOf('.');
        SeenRow any = new SeenRow(0, logged.tx(), "", table.substring(0, last), table.substring(last + 1), null, null);
        if (kind.source() == Source.PAUSED) {
            return pauses.covering(any);
        }
        return logged.statements().stream()
                .filter(statement -> tables.concerns(statement, any))
                .count();
    }

    private Difference difference(Findings.Kind kind, long seen, long told) {
        return new Difference(
                logged.tx().toString(),
                logged.at(),
                logged.actor(),
                kind.source(),
                kind.table(),
                kind.operation(),
                seen,
                told,
                kind.explained());
    }
}
