package io.audittrail.postgres;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A function that triggers run, or whoever writes a migration.
 *
 * @param definition the statement that makes it, or puts it in the place of another
 */
record CaptureFunction(FunctionForm form, String definition) {

    private static final Pattern DEFINITION = Pattern.compile(
            "create or replace function (\\S+?)\\(([^)]*)\\)\\s+returns (\\S+)\n"
                    + "language (\\w+) (\\w+)( security definer)?\n((?:set .*\n)*)as \\$audit\\$(.*?)\\$audit\\$;",
            Pattern.DOTALL);

    private static final Pattern SPREAD = Pattern.compile("(?m)^set (\\w+) = (.*)$");

    /**
     * Those of a script.
     *
     * @param names the pattern of their names
     */
    static List<CaptureFunction> in(String script, String schema, String names) {
        List<CaptureFunction> functions = new ArrayList<>();
        for (String part : script.split("(?m)^(?=create or replace function )", -1)) {
            Matcher found = DEFINITION.matcher(part);
            if (found.lookingAt()) {
                functions.add(of(found, schema, names));
            } else if (part.startsWith("create")) {
                throw new IllegalStateException("Not written as the other functions are: " + part);
            }
        }
        return functions;
    }

    private static CaptureFunction of(Matcher found, String schema, String names) {
        String definition =
                CaptureFunctions.named(found.group().substring(0, found.group().length() - 1), schema, names);
        List<String> configuration = new ArrayList<>();
        SPREAD.matcher(found.group(7))
                .results()
                .forEach(set ->
                        configuration.add(set.group(1) + '=' + set.group(2).replace("'", "")));
        String arguments = found.group(2).strip().replaceAll(" default [^,]+", "");
        return new CaptureFunction(
                new FunctionForm(
                        schema,
                        names.replace(TriggerSettings.NAME, found.group(1).replace("{functions}", "")),
                        types(arguments),
                        arguments,
                        found.group(3),
                        found.group(4),
                        found.group(5).substring(0, 1),
                        found.group(6) != null,
                        configuration,
                        CaptureFunctions.named(found.group(8), schema, names)),
                definition);
    }

    /** Without the names of the arguments. */
    private static String types(String arguments) {
        return arguments.isEmpty()
                ? ""
                : Arrays.stream(arguments.split(", "))
                        .map(argument -> argument.substring(argument.indexOf(' ') + 1))
                        .collect(Collectors.joining(", "));
    }

    String name() {
        return form.name();
    }

    String signature() {
        return form.signature();
    }
}
