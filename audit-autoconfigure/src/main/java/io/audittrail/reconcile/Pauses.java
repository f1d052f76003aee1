package io.audittrail.reconcile;

import io.audittrail.StatementRecord;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The pauses of a transaction. Triggers leave out each table by itself; the log leaves out an entity where all of its tables
 * are named. So one may tell what the other does not, and the pause of the one that is silent explains it. Not thread-safe.
 */
final class Pauses {

    static final String OPERATION = StatementRecord.Kind.PAUSED.name();

    private final LoggedTransaction logged;
    private final TypeTables tables;
    private final Map<String, SeenRow> seen = new LinkedHashMap<>();
    private final Map<String, Long> covering = new HashMap<>();

    Pauses(LoggedTransaction logged, TypeTables tables) {
        this.logged = logged;
        this.tables = tables;
    }

    static boolean isOne(SeenRow row) {
        return row.operation().equals(OPERATION);
    }

    /** That triggers left out something of a table, which they say for each reason anew. */
    void take(SeenRow row) {
        seen.putIfAbsent(row.qualifiedTable(), row);
    }

    /** For how many pauses the log may have left out what changed the row: of its table, or of another one of a type that has both. */
    long covering(SeenRow row) {
        return covering.computeIfAbsent(
                row.qualifiedTable(),
                table -> logged.pauses().stream()
                        .filter(pause -> tables.isBeside(pause.tables(), row))
                        .count());
    }

    /** Whether triggers left out something where entities of the type are. */
    boolean hides(String entity) {
        return seen.values().stream().anyMatch(row -> tables.reaches(entity, row));
    }

    boolean hides(StatementRecord statement) {
        return seen.values().stream().anyMatch(row -> tables.concerns(statement, row));
    }

    /** Those of triggers to which nothing in the log belongs. */
    Stream<SeenRow> untold() {
        return seen.values().stream()
                .filter(row -> covering(row) == 0
                        && logged.entities().noneMatch(entity -> tables.reaches(entity, row))
                        && logged.statements().stream().noneMatch(statement -> tables.concerns(statement, row)));
    }
}
