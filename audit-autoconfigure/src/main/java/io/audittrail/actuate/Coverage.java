package io.audittrail.actuate;

import java.util.List;

/**
 * What of the audited units is recorded, what is not, and why. Goes over HTTP under these names.
 *
 * @param units those that are built
 * @param notCaptured ways in which data changes without a record
 */
public record Coverage(List<Unit> units, List<Path> notCaptured) {

    public Coverage {
        units = List.copyOf(units);
        notCaptured = List.copyOf(notCaptured);
    }

    /** A persistence unit. */
    public record Unit(String unit, List<Type> types) {
        public Unit {
            types = List.copyOf(types);
        }
    }

    /** @param attributes all of them, the identifier first */
    public record Type(String entity, boolean audited, String why, List<Attribute> attributes) {
        public Type {
            attributes = List.copyOf(attributes);
        }
    }

    /**
     * @param attribute with that of which it is a part before it, and a dot
     * @param policy audited, masked or excluded
     */
    public record Attribute(String attribute, String policy, String why) {}

    /** One of the ways. */
    public record Path(String path, String why) {}
}
