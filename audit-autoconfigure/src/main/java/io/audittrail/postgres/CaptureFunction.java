package io.audittrail.postgres;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A function that triggers run.
 *
 * @param definition the statement that makes it, or puts it in the place of another
 * @param configuration as {@code name=value}, in small letters
 */
record CaptureFunction(
        String schema,
        String name,
        String arguments,
        String returns,
        String language,
        String volatility,
        boolean isDefiner,
        List<String> configuration,
        String body,
        String definition) {

    private static final Pattern DEFINITION = Pattern.compile(
            "create or replace function (\\S+?)\\(([^)]*)\\)\\s+returns (\\S+)\n"
                    + "language (\\w+) (\\w+)( security definer)?\n((?:set .*\n)*)as \\$audit\\$(.*?)\\$audit\\$;",
            Pattern.DOTALL);

    private static final Pattern SPREAD = Pattern.compile("(?m)^set (\\w+) = (.*)$");

    CaptureFunction {
        configuration = List.copyOf(configuration);
    }

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
        return new CaptureFunction(
                schema,
                name(found.group(1), names),
                found.group(2).strip().replaceAll(" default [^,]+", ""),
                found.group(3),
                found.group(4),
                found.group(5),
                found.group(6) != null,
                configuration,
                CaptureFunctions.named(found.group(8), schema, names),
                definition);
    }

    /** Those for migrations have the same names everywhere, for people to call them. */
    private static String name(String called, String names) {
        return called.startsWith("{schema}.")
                ? called.substring("{schema}.".length())
                : names.replace(TriggerSettings.NAME, called.replace("{functions}", ""));
    }

    /** Without the names of its arguments. */
    String types() {
        return arguments.isEmpty()
                ? ""
                : Arrays.stream(arguments.split(", "))
                        .map(argument -> argument.substring(argument.indexOf(' ') + 1))
                        .collect(Collectors.joining(", "));
    }

    String signature() {
        return SqlNames.quoted(schema, name) + '(' + types() + ')';
    }

    /** As the catalog has it. */
    static String plain(String configuration) {
        int end = configuration.indexOf('=');
        return configuration.substring(0, end).toLowerCase(Locale.ROOT) + configuration.substring(end);
    }
}
