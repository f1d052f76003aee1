package io.audittrail.postgres;

import java.util.ArrayList;
import java.util.List;

/**
 * A function that is there.
 *
 * @param types of its arguments
 * @param arguments with their names
 * @param isOpen whether everybody may make a trigger of it
 * @param isOdd whether it is something that none of ours is
 * @param definition the statement that makes it
 */
record FoundFunction(
        long oid,
        String schema,
        String name,
        String types,
        String arguments,
        String returns,
        String language,
        String volatility,
        boolean isDefiner,
        List<String> configuration,
        String body,
        String comment,
        boolean isOpen,
        boolean isOdd,
        String definition) {

    FoundFunction {
        configuration = List.copyOf(configuration);
    }

    boolean is(CaptureFunction wanted) {
        return schema.equals(wanted.schema()) && name.equals(wanted.name()) && types.equals(wanted.types());
    }

    String signature() {
        return SqlNames.quoted(schema, name) + '(' + types + ')';
    }

    /** Whether another can be put in its place without removing it. */
    boolean isReplaceable(CaptureFunction wanted) {
        return returns.equals(wanted.returns()) && arguments.equals(wanted.arguments()) && !isOdd;
    }

    /** In what it is another than the wanted one, as it would be said. */
    List<String> differences(CaptureFunction wanted) {
        List<String> differences = new ArrayList<>();
        add(differences, "body", body, wanted.body());
        add(differences, "result", returns, wanted.returns());
        add(differences, "arguments", arguments, wanted.arguments());
        add(differences, "language", language, wanted.language());
        add(differences, "volatility", volatility, wanted.volatility().substring(0, 1));
        add(differences, "rights", isDefiner, wanted.isDefiner());
        add(
                differences,
                "settings",
                configuration.stream().map(CaptureFunction::plain).toList(),
                wanted.configuration());
        add(differences, "kind", isOdd, false);
        return differences;
    }

    private static void add(List<String> differences, String what, Object found, Object wanted) {
        if (!found.equals(wanted)) {
            differences.add(what);
        }
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
