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
 */
public record AuditRules(
        boolean ignoredByDefault,
        List<String> include,
        List<String> exclude,
        List<String> mask,
        List<String> unaudited,
        List<String> optional) {

    public AuditRules {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        mask = List.copyOf(mask);
        unaudited = List.copyOf(unaudited);
        optional = List.copyOf(optional);
    }
}
