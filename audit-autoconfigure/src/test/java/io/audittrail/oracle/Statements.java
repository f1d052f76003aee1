package io.audittrail.oracle;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Changes that no entity explains: the statement that made them, and how many rows of its table it changed. */
final class Statements {

    private Statements() {}

    /**
     * @param statement as the workload calls it: number in the transaction, kind, and the table whose rows it counts
     */
    static Effect expected(String marker, String statement, List<RowChange> changes) {
        String[] words = statement.split(" ", -1);
        long rows = changes.stream()
                .filter(change -> change.table().equals(words[2]))
                .count();
        return effect(marker, changes.get(0).actor(), words[1], rows);
    }

    /** Those whose entities it may have changed. */
    static Set<String> types(String statement) {
        return Tables.types(statement.split(" ", -1)[2]);
    }

    static Effect logged(JsonNode line) {
        JsonNode statement = line.path("statement");
        return effect(
                line.path("context").path(Marks.MARKER).asString(""),
                line.path("actor").asString(),
                statement.path("kind").asString(),
                statement.path("rows").asLong());
    }

    private static Effect effect(String marker, String actor, String kind, long rows) {
        return new Effect(marker, actor, "STATEMENT", "", kind, Map.of("rows", String.valueOf(rows)));
    }
}
