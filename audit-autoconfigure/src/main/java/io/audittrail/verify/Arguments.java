package io.audittrail.verify;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a command was told to do: words, and options with a value each, in any order. */
record Arguments(List<String> words, Map<String, String> options) {

    static final String CHECKPOINTS = "--checkpoints";
    static final String KEY = "--public-key";
    static final String FROM = "--from";
    static final String TO = "--to";

    /** Of a command with so many words behind its name; null when nobody can say what is meant. */
    static @Nullable Arguments parse(String command, List<String> args, int words, Set<String> options) {
        Deque<String> rest = new ArrayDeque<>(args);
        if (!command.equals(rest.poll())) {
            return null;
        }
        List<String> found = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        while (!rest.isEmpty()) {
            String next = rest.remove();
            if (!next.startsWith("--")) {
                found.add(next);
            } else if (!options.contains(next) || rest.isEmpty() || values.put(next, rest.remove()) != null) {
                return null;
            }
        }
        return found.size() == words ? new Arguments(found, values) : null;
    }

    @Nullable
    String option(String name) {
        return options.get(name);
    }

    @Nullable
    Path path(String name) {
        String value = options.get(name);
        return value == null ? null : Path.of(value);
    }
}
