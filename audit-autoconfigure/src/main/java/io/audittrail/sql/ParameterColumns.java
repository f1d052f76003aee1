package io.audittrail.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects which columns the parameters of a statement belong to. A name that a subquery gives to a value stands for
 * all columns that the value is compared with or assigned to further outside.
 */
final class ParameterColumns {

    private final Map<Integer, Set<String>> found = new HashMap<>();
    private final Set<Integer> unknown = new HashSet<>();
    private final Set<String> givenNames = new TreeSet<>();
    private final List<Set<String>> together = new ArrayList<>();

    /** What stands at this place belongs to these columns. */
    void add(ColumnContext context, List<Integer> parameters) {
        if (context.columns().size() > 1) {
            together.add(context.columns());
        }
        for (int parameter : parameters) {
            if (!context.complete() || context.columns().isEmpty()) {
                unknown.add(parameter);
            }
            found.computeIfAbsent(parameter, key -> new TreeSet<>()).addAll(context.columns());
        }
    }

    /** A subquery calls a value by this name. */
    void name(String given) {
        givenNames.add(given);
    }

    Map<Integer, Set<String>> columns() {
        Map<Integer, Set<String>> columns = new HashMap<>();
        Map<Set<String>, Set<String>> known = new HashMap<>();
        found.forEach((parameter, direct) -> {
            if (!unknown.contains(parameter)) {
                columns.put(parameter, known.computeIfAbsent(direct, this::throughNames));
            }
        });
        return columns;
    }

    private Set<String> throughNames(Set<String> direct) {
        Set<String> all = new TreeSet<>(direct);
        Deque<String> next = new ArrayDeque<>(direct);
        while (!next.isEmpty()) {
            String column = next.remove();
            if (!givenNames.contains(column)) {
                continue;
            }
            for (Set<String> group : together) {
                if (group.contains(column)) {
                    group.stream().filter(all::add).forEach(next::add);
                }
            }
        }
        return all;
    }
}
