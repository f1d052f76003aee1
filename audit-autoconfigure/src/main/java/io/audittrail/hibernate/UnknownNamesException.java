package io.audittrail.hibernate;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A setting or an annotation names an entity or attribute that no audited unit has. */
public final class UnknownNamesException extends RuntimeException {

    private final transient Map<String, List<String>> unknown;
    private final transient List<String> possible;

    UnknownNamesException(Map<String, List<String>> unknown) {
        super("No audited persistence unit has what is named by " + unknown);
        this.unknown = Collections.unmodifiableMap(new LinkedHashMap<>(unknown));
        this.possible = List.of();
    }

    /** @param possible what could be there instead */
    public UnknownNamesException(String property, String name, Collection<String> possible) {
        super("No audited persistence unit has what is named by " + property + "=" + name + ", but " + possible);
        this.unknown = Map.of(property, List.of(name));
        this.possible = List.copyOf(possible);
    }

    /** The unknown names, by the property or annotation that has them. */
    public Map<String, List<String>> unknown() {
        return unknown;
    }

    /** What could be there instead; empty when there is more to choose from than names. */
    public List<String> possible() {
        return possible;
    }
}
