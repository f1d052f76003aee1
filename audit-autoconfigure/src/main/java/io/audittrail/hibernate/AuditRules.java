package io.audittrail.hibernate;

import java.util.List;

/**
 * What to audit in a unit, as the application configured it.
 *
 * @param ignoredByDefault whether types are left out that nothing takes in
 * @param include entity or class names, {@code *} for any text
 * @param exclude entity or class names, {@code *} for any text
 * @param mask words of attribute names, or {@code Entity.attribute}
 * @param unaudited words of attribute names, or {@code Entity.attribute}
 * @param optional the entries that need not match anything: the defaults, which the application did not write
 * @param reads entity or class names of audited types whose loads are recorded, {@code *} for any text
 * @param wholeRows whether the record of an update also tells what was left as it was
 */
public record AuditRules(
        boolean ignoredByDefault,
        List<String> include,
        List<String> exclude,
        List<String> mask,
        List<String> unaudited,
        List<String> optional,
        List<String> reads,
        boolean wholeRows) {

    public AuditRules {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        mask = List.copyOf(mask);
        unaudited = List.copyOf(unaudited);
        optional = List.copyOf(optional);
        reads = List.copyOf(reads);
    }

    /** Where nobody is asked who reads, or needs whole rows. */
    public AuditRules(
            boolean ignoredByDefault,
            List<String> include,
            List<String> exclude,
            List<String> mask,
            List<String> unaudited,
            List<String> optional) {
        this(ignoredByDefault, include, exclude, mask, unaudited, optional, List.of(), false);
    }

    /** The same, and who reads these. */
    public AuditRules reading(List<String> types) {
        return new AuditRules(ignoredByDefault, include, exclude, mask, unaudited, optional, types, wholeRows);
    }

    /** The same, and all of an entity that is updated. */
    public AuditRules withWholeRows() {
        return new AuditRules(ignoredByDefault, include, exclude, mask, unaudited, optional, reads, true);
    }
}
