package io.audittrail.benchmarks.scale;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a command was told, as {@code --name value}. */
final class Options {

    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @param defaults all names there are, and their values when they are not given
     * @throws IllegalArgumentException when there is anything else in the words
     */
    static Options parse(List<String> words, Map<String, String> defaults) {
        Map<String, String> values = new LinkedHashMap<>(defaults);
        for (int i = 0; i < words.size(); i += 2) {
            String word = words.get(i);
            String name = word.startsWith("--") ? word.substring(2) : "";
            if (!defaults.containsKey(name)) {
                throw new IllegalArgumentException(
                        "There is no option '" + word + "', only --" + String.join(", --", defaults.keySet()));
            }
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException("The option " + word + " needs a value");
            }
            values.put(name, words.get(i + 1));
        }
        return new Options(values);
    }

    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("The option " + name + " has no default");
        }
        return value;
    }

    int number(String name) {
        return number(name, text(name));
    }

    double decimal(String name) {
        try {
            return Double.parseDouble(text(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The option --" + name + " is no number: " + text(name), e);
        }
    }

    /** A list such as {@code 1,2,4}. */
    List<Integer> numbers(String name) {
        return Arrays.stream(text(name).split(",", -1))
                .map(part -> number(name, part))
                .toList();
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The option --" + name + " is no whole number: " + value, e);
        }
    }
}
