package io.audittrail.hibernate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A setting or an annotation names an entity or attribute that no audited unit has. */
public final class UnknownNamesException extends RuntimeException {

    private final transient Map<String, List<String>> unknown;

    UnknownNamesException(Map<String, List<String>> unknown) {
        super("No audited persistence unit has what is named by " + unknown);
        this.unknown = Collections.unmodifiableMap(new LinkedHashMap<>(unknown));
    }

    /** The unknown names, by the property or annotation that has them. */
    public Map<String, List<String>> unknown() {
        return unknown;
    }
}
