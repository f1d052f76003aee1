package io.audittrail.postgres;

import java.util.ArrayList;
import java.util.List;

/**
 * What makes a function the one that it is, as the catalog has it.
 *
 * @param types of its arguments
 * @param arguments with their names
 * @param volatility its first letter
 * @param isDefiner whether it has the rights of its owner
 * @param configuration as {@code name=value}, in small letters
 */
record FunctionForm(
        String schema,
        String name,
        String types,
        String arguments,
        String returns,
        String language,
        String volatility,
        boolean isDefiner,
        List<String> configuration,
        String body) {

    FunctionForm {
        configuration = List.copyOf(configuration);
    }

    /** Whether there can be only one of the two. */
    boolean isOfSameName(FunctionForm other) {
        return schema.equals(other.schema) && name.equals(other.name) && types.equals(other.types);
    }

    /** Whether one can be put in the place of the other without removing it. */
    boolean isCalledAlike(FunctionForm other) {
        return returns.equals(other.returns) && arguments.equals(other.arguments);
    }

    String signature() {
        return SqlNames.quoted(schema, name) + '(' + types + ')';
    }

    /** In what it is another than the wanted one, as it would be said. */
    List<String> differences(FunctionForm wanted) {
        List<String> differences = new ArrayList<>();
        add(differences, "body", body, wanted.body);
        add(differences, "result", returns, wanted.returns);
        add(differences, "arguments", arguments, wanted.arguments);
        add(differences, "language", language, wanted.language);
        add(differences, "volatility", volatility, wanted.volatility);
        add(differences, "rights", isDefiner, wanted.isDefiner);
        add(differences, "settings", configuration, wanted.configuration);
        return differences;
    }

    private static void add(List<String> differences, String what, Object found, Object wanted) {
        if (!found.equals(wanted)) {
            differences.add(what);
        }
    }
}
