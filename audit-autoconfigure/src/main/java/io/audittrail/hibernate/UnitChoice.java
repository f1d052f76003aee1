package io.audittrail.hibernate;

import io.audittrail.hibernate.UnitSelectionException.Candidate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which units are audited: those that are named, by their own name or their factory's; without names the only one.
 * Units come into view one by one, as their factories are built. Thread-safe.
 */
final class UnitChoice {

    /** What JPA calls a unit that has no name. */
    private static final String UNNAMED = "default";

    private final List<String> names;
    private final Map<String, String> seen = new LinkedHashMap<>();
    private final Set<String> matched = new LinkedHashSet<>();

    UnitChoice(List<String> names) {
        this.names = List.copyOf(names);
    }

    /**
     * Whether to audit this unit, and under which name; null if not.
     *
     * @param factories the bean names of all factories, built or not
     */
    synchronized @Nullable String choose(String bean, @Nullable String unitName, Collection<String> factories) {
        String unit = unitName == null ? UNNAMED : unitName;
        seen.put(bean, unit);
        if (names.isEmpty()) {
            if (factories.size() > 1) {
                throw new UnitSelectionException(List.of(), candidates(factories));
            }
            return unit;
        }
        String name = names.contains(unit) ? unit : names.contains(bean) ? bean : null;
        matched.addAll(List.of(unit, bean)); // One unit may be named twice.
        requireAllMatched(factories);
        return name;
    }

    /** Fails if a name matches nothing, as soon as all factories are in view. */
    synchronized void requireAllMatched(Collection<String> factories) {
        List<String> unknown = new ArrayList<>(names);
        unknown.removeAll(matched);
        if (!unknown.isEmpty() && seen.keySet().containsAll(factories)) {
            throw new UnitSelectionException(unknown, candidates(factories));
        }
    }

    /** Refuses factories that cannot be wired when names were given: one of them must have been meant. */
    synchronized void requireNoNames(List<String> unreachable) {
        if (!names.isEmpty()) {
            throw new UnitSelectionException(names, List.of(), unreachable);
        }
    }

    private List<Candidate> candidates(Collection<String> factories) {
        return factories.stream()
                .map(bean -> new Candidate(bean, seen.getOrDefault(bean, "")))
                .toList();
    }
}
