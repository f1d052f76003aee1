package io.audittrail.postgres;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What of the triggers, and of what they need, is not as it should be in a database.
 *
 * @param unit whose triggers they are
 * @param steps what differs, in the order in which it is mended; what is of one table stands together
 */
public record SchemaDifference(String unit, List<Step> steps) {

    private static final int TOLD = 20;

    public SchemaDifference {
        steps = List.copyOf(steps);
    }

    /**
     * One thing that differs.
     *
     * @param sentence for people
     * @param table that is locked to mend it, quoted; null when it is none
     * @param apply statements that bring it to what is wanted, in their order
     * @param undo statements that bring it back to what there is now, in their order
     * @param isOfPartition whether it is because a partition was attached or detached since: a job may do so each night, and
     *     no start should fail of it
     */
    public record Step(
            String sentence, @Nullable String table, List<String> apply, List<String> undo, boolean isOfPartition) {

        public Step {
            apply = List.copyOf(apply);
            undo = List.copyOf(undo);
        }

        Step(String sentence, @Nullable String table, List<String> apply, List<String> undo) {
            this(sentence, table, apply, undo, false);
        }

        Step(String sentence, @Nullable String table, String apply, String undo) {
            this(sentence, table, List.of(apply), List.of(undo), false);
        }

        Step ofPartition(boolean is) {
            return new Step(sentence, table, apply, undo, is);
        }
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Whether there is more than partitions that were attached or detached. */
    public boolean isMoreThanPartitions() {
        return steps.stream().anyMatch(step -> !step.isOfPartition());
    }

    /** What differs, for people. */
    public List<String> sentences() {
        return steps.stream().map(Step::sentence).toList();
    }

    /**
     * What differs, in one line that somebody still reads: where nothing is installed yet, hundreds of things do. Tables come
     * first, for their changes are what is missing.
     */
    public String summary() {
        List<String> told = steps.stream()
                .sorted(Comparator.comparing(step -> step.table() == null))
                .limit(TOLD)
                .map(step -> step.sentence().replaceFirst("\\.$", ""))
                .collect(Collectors.toList());
        if (told.size() < steps.size()) {
            told.add("and " + (steps.size() - told.size()) + " more, which AuditSchema.diff tells");
        }
        return String.join("; ", told);
    }

    /** Statements that bring it to what is wanted, in their order. */
    public List<String> apply() {
        return steps.stream().flatMap(step -> step.apply().stream()).toList();
    }

    /** Statements that bring it back to what there is now, in their order. */
    public List<String> undo() {
        List<String> undo = new ArrayList<>();
        List<Step> backwards = new ArrayList<>(steps);
        Collections.reverse(backwards);
        backwards.forEach(step -> undo.addAll(step.undo()));
        return undo;
    }

    /** What can be done by itself: what locks no table, or one. */
    List<List<Step>> parts() {
        List<List<Step>> parts = new ArrayList<>();
        for (Step step : steps) {
            List<Step> last = parts.isEmpty() ? List.of() : parts.get(parts.size() - 1);
            if (!last.isEmpty() && Objects.equals(last.get(0).table(), step.table())) {
                last.add(step);
            } else {
                parts.add(new ArrayList<>(List.of(step)));
            }
        }
        return parts;
    }

    /** What differs, and the statements that mend it. */
    public String script() {
        return script(title(), apply());
    }

    /** The statements that take it back. */
    public String undoScript() {
        return script(
                onOneLine(
                        "-- Takes back what was done about this for the triggers of persistence unit '" + unit + "':"),
                undo());
    }

    /** What every script for the unit begins with. */
    String title() {
        return onOneLine(
                "-- What the triggers of persistence unit '" + unit + "' need (audit.postgres.triggers). Before it:");
    }

    private String script(String title, List<String> statements) {
        return title
                + '\n'
                + sentences().stream()
                        .map(sentence -> "-- " + onOneLine(sentence) + '\n')
                        .collect(Collectors.joining())
                + statements.stream().map(statement -> '\n' + statement + ";\n").collect(Collectors.joining());
    }

    private static String onOneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\u2028\u2029]", " ");
    }
}
