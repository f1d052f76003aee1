package io.audittrail.postgres;

import java.util.ArrayList;
import java.util.List;

/**
 * A function that is there.
 *
 * @param isOpen whether everybody may make a trigger of it
 * @param isOdd whether it is something that none of ours is
 * @param definition the statement that makes it
 * @param owner quoted where he has to be
 */
record FoundFunction(
        long oid,
        FunctionForm form,
        String comment,
        boolean isOpen,
        boolean isOdd,
        String definition,
        String owner,
        boolean isOfSuperuser) {

    boolean is(CaptureFunction wanted) {
        return form.isOfSameName(wanted.form());
    }

    String signature() {
        return form.signature();
    }

    boolean isOurs() {
        return comment.startsWith(CaptureFunctions.OURS);
    }

    /** Whether another can be put in its place without removing it. */
    boolean isReplaceable(CaptureFunction wanted) {
        return form.isCalledAlike(wanted.form()) && !isOdd;
    }

    /** In what it is another than the wanted one, as it would be said. */
    List<String> differences(CaptureFunction wanted) {
        List<String> differences = new ArrayList<>(form.differences(wanted.form()));
        if (isOdd) {
            differences.add("kind");
        }
        return differences;
    }

    /** Statements that make it as it was, in the place of another or of none. */
    List<String> restored() {
        List<String> statements = new ArrayList<>();
        statements.add(definition.strip());
        statements.addAll(said());
        return statements;
    }

    /** Statements that say of it what was said. */
    List<String> said() {
        return List.of(
                "comment on function " + signature() + " is " + (comment.isEmpty() ? "null" : SqlNames.text(comment)),
                (isOpen
                        ? "grant execute on function " + signature() + " to public"
                        : "revoke execute on function " + signature() + " from public"));
    }
}
