package io.audittrail.oracle;

import io.audittrail.oracle.Tables.Elements;
import io.audittrail.oracle.Tables.EntityTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the log has to say, worked out from the rows that changed: first old value and last new one, of each run of one
 * actor on one entity in one transaction. A statement on its type ends the run.
 */
final class Expectation {

    private final Map<List<String>, List<Run>> entities = new LinkedHashMap<>();
    private final Map<List<String>, List<RowChange>> statements = new LinkedHashMap<>();

    /** How many statements there were, by transaction and type. */
    private final Map<List<String>, Integer> statementsOn = new HashMap<>();

    private Expectation() {}

    static List<Effect> of(List<RowChange> changes) {
        Expectation expectation = new Expectation();
        changes.forEach(expectation::add);
        return expectation.effects();
    }

    private void add(RowChange change) {
        if (!change.statement().isEmpty()) {
            statements
                    .computeIfAbsent(List.of(change.marker(), change.statement()), this::begun)
                    .add(change);
            return;
        }
        EntityTable table = Tables.entityTable(change.table());
        if (table != null) {
            String id = Plain.of(change.row().path("id"));
            run(change, table.entity(change.row()), id).row(change);
        }
        Elements elements = Tables.elements(change.table());
        boolean isEntityGone = table != null && change.after() == null; // Which its own record tells.
        if (elements != null && !isEntityGone) {
            element(change, elements, change.before(), -1);
            element(change, elements, change.after(), 1);
        }
    }

    private List<RowChange> begun(List<String> statement) {
        Statements.types(statement.get(1))
                .forEach(type -> statementsOn.merge(List.of(statement.get(0), type), 1, Integer::sum));
        return new ArrayList<>();
    }

    private void element(RowChange change, Elements elements, @Nullable JsonNode row, int count) {
        String owner = row == null ? "null" : Plain.of(row.path(elements.owner()));
        if (row != null && !owner.equals("null")) {
            run(change, elements.entity(), owner).element(elements.attribute(), elements.element(row), count);
        }
    }

    private Run run(RowChange change, String entity, String id) {
        List<Run> runs = entities.computeIfAbsent(List.of(change.marker(), entity, id), key -> new ArrayList<>());
        Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        Run now = new Run(change.actor(), statementsOn.getOrDefault(List.of(change.marker(), entity), 0));
        if (last != null && last.takes(now)) {
            return last;
        }
        runs.add(now);
        return now;
    }

    private List<Effect> effects() {
        List<Effect> effects = new ArrayList<>();
        entities.forEach((key, runs) -> {
            for (Run run : withoutThoseThatCameToNothing(runs)) {
                effects.add(new Effect(key.get(0), run.actor, run.action(), key.get(1), key.get(2), run.changes()));
            }
        });
        statements.forEach((key, changes) -> effects.add(Statements.expected(key.get(0), key.get(1), changes)));
        return effects;
    }

    /** What another actor did before such a run goes on where he comes back. */
    private static List<Run> withoutThoseThatCameToNothing(List<Run> runs) {
        List<Run> left = new ArrayList<>();
        for (Run run : runs) {
            Run last = left.isEmpty() ? null : left.get(left.size() - 1);
            if (last != null && last.takes(run)) {
                last.goesOnAs(run);
                run = left.remove(left.size() - 1);
            }
            if (!run.cameToNothing()) {
                left.add(run);
            }
        }
        return left;
    }

    /** What one actor did to one entity, before another one or a statement did something to it. */
    private static final class Run {

        private final String actor;
        private final int statementsBefore;
        private final Map<String, RowChange> rows = new LinkedHashMap<>();
        private final Map<String, TreeMap<String, Integer>> elements = new TreeMap<>();

        Run(String actor, int statementsBefore) {
            this.actor = actor;
            this.statementsBefore = statementsBefore;
        }

        boolean takes(Run later) {
            return actor.equals(later.actor) && statementsBefore == later.statementsBefore;
        }

        void row(RowChange change) {
            rows.merge(
                    change.table(),
                    change,
                    (first, later) -> new RowChange(
                            first.xid(),
                            first.marker(),
                            first.actor(),
                            first.statement(),
                            first.table(),
                            first.before(),
                            later.after()));
        }

        void element(String attribute, String element, int count) {
            LoggedElements.count(elements.computeIfAbsent(attribute, name -> new TreeMap<>()), element, count);
        }

        void goesOnAs(Run later) {
            later.rows.values().forEach(this::row);
            later.elements.forEach(
                    (attribute, counts) -> counts.forEach((element, count) -> element(attribute, element, count)));
        }

        boolean cameToNothing() {
            return action().equals("UPDATE") && changes().isEmpty();
        }

        String action() {
            for (RowChange row : rows.values()) {
                EntityTable table = Tables.entityTable(row.table());
                if (table != null && table.root()) {
                    if (row.before() == null) {
                        return row.after() == null ? "UPDATE" : "CREATE";
                    }
                    return row.after() == null ? "DELETE" : "UPDATE";
                }
            }
            return "UPDATE";
        }

        Map<String, String> changes() {
            boolean all = !action().equals("UPDATE");
            Map<String, String> changes = new TreeMap<>();
            for (RowChange row : rows.values()) {
                EntityTable table = Tables.entityTable(row.table());
                if (table != null) {
                    Map<String, String> before = Tables.values(table, row.before());
                    Tables.values(table, row.after()).forEach((name, after) -> {
                        String was = before.getOrDefault(name, "null");
                        if (all || !was.equals(after)) {
                            changes.put(name, Plain.change(was, after));
                        }
                    });
                }
            }
            elements.forEach((attribute, counts) -> {
                if (!counts.isEmpty()) {
                    changes.put(
                            attribute, Tables.LISTS.contains(attribute) ? withoutPlaces(counts) : counts.toString());
                }
            });
            return changes;
        }

        /** The log says which elements came and went; and the whole list where the order of the others is another. */
        private static String withoutPlaces(Map<String, Integer> rows) {
            TreeMap<String, Integer> counts = new TreeMap<>();
            rows.forEach((row, count) ->
                    LoggedElements.count(counts, row.substring(0, row.lastIndexOf(Tables.PLACE)), count));
            return counts.isEmpty() ? LoggedElements.REORDERED : counts.toString();
        }
    }
}
