package io.audittrail.hibernate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is recorded of a unit, as it was decided at start-up. */
public record UnitCoverage(String unit, List<Type> types) {

    public UnitCoverage {
        types = List.copyOf(types);
    }

    /**
     * One entity type.
     *
     * @param names under which somebody may look for it: its own, its class, and those of all its supertypes
     * @param why what decided it: a setting or an annotation
     * @param recorded attributes, in mapping order; empty when the type is not audited
     * @param masked those of them whose values are not shown
     */
    public record Type(
            String entity,
            List<String> names,
            boolean audited,
            String why,
            List<String> recorded,
            List<String> masked) {
        public Type {
            names = List.copyOf(names);
            recorded = List.copyOf(recorded);
            masked = List.copyOf(masked);
        }
    }

    /** As plain values, for the log itself. */
    public Map<String, Object> asPolicy() {
        Map<String, Object> audited = new LinkedHashMap<>();
        Map<String, Object> ignored = new LinkedHashMap<>();
        List<String> masked = new ArrayList<>();
        for (Type type : types) {
            if (type.audited()) {
                audited.put(type.entity(), type.recorded());
                type.masked().forEach(attribute -> masked.add(type.entity() + '.' + attribute));
            } else {
                ignored.put(type.entity(), type.why());
            }
        }
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("audited", audited);
        policy.put("masked", masked);
        policy.put("ignored", ignored);
        return Collections.unmodifiableMap(policy);
    }
}
