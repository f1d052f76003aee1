package io.audittrail.postgres;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What of the triggers, and of what they need, is not as it should be in a database.
 *
 * @param sentences what differs, for people
 * @param apply statements that bring it to what is wanted, in their order
 * @param undo statements that bring it back to what there is now, in their order
 */
public record SchemaDifference(List<String> sentences, List<String> apply, List<String> undo) {

    public SchemaDifference {
        sentences = List.copyOf(sentences);
        apply = List.copyOf(apply);
        undo = List.copyOf(undo);
    }

    /**
     * One thing that differs.
     *
     * @param undo in their order, for this one alone
     */
    record Step(String sentence, List<String> apply, List<String> undo) {
        Step(String sentence, String apply, String undo) {
            this(sentence, List.of(apply), List.of(undo));
        }
    }

    static SchemaDifference of(List<Step> steps) {
        List<String> undo = new ArrayList<>();
        List<Step> backwards = new ArrayList<>(steps);
        Collections.reverse(backwards);
        backwards.forEach(step -> undo.addAll(step.undo()));
        return new SchemaDifference(
                steps.stream().map(Step::sentence).toList(),
                steps.stream().flatMap(step -> step.apply().stream()).toList(),
                undo);
    }

    public boolean isEmpty() {
        return apply.isEmpty();
    }

    /** What differs, and the statements that mend it. */
    public String script() {
        return script("What the triggers of audit.postgres.triggers need. Before it:", apply);
    }

    /** The statements that take it back. */
    public String undoScript() {
        return script("Takes back what was done about this:", undo);
    }

    private String script(String title, List<String> statements) {
        return "-- " + title + '\n'
                + sentences.stream()
                        .map(sentence -> "-- " + onOneLine(sentence) + '\n')
                        .collect(Collectors.joining())
                + statements.stream().map(statement -> '\n' + statement + ";\n").collect(Collectors.joining());
    }

    private static String onOneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\u2028\u2029]", " ");
    }
}
