package io.audittrail.hibernate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Matches names against the settings, and remembers which settings matched something in any of the audited units: a
 * setting that matches nothing is a typing error that would leave a secret in the log.
 */
final class SettingsMatch {

    private static final String INCLUDE = "audit.entities.include";
    private static final String EXCLUDE = "audit.entities.exclude";
    private static final String READS = "audit.reads.entities";
    private static final String MASK = "audit.properties.mask";
    private static final String UNAUDITED = "audit.properties.exclude";

    private final AuditRules rules;
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    SettingsMatch(AuditRules rules) {
        this.rules = rules;
    }

    boolean ignoredByDefault() {
        return rules.ignoredByDefault();
    }

    boolean wholeRows() {
        return rules.wholeRows();
    }

    boolean includes(EntityName entity) {
        return entity(INCLUDE, rules.include(), entity);
    }

    boolean excludes(EntityName entity) {
        return entity(EXCLUDE, rules.exclude(), entity);
    }

    /** To be asked of audited types only: a setting that names none of these has no effect. */
    boolean reads(EntityName entity) {
        return entity(READS, rules.reads(), entity);
    }

    /** The setting that masks the attribute, with its entry; null when none does. */
    @Nullable
    String masking(EntityName entity, String path) {
        return attribute(MASK, rules.mask(), entity, path);
    }

    /** The setting that leaves the attribute out, with its entry; null when none does. */
    @Nullable
    String excluding(EntityName entity, String path) {
        return attribute(UNAUDITED, rules.unaudited(), entity, path);
    }

    /** The words by which {@link #hides} judges. */
    List<String> hidden() {
        return Stream.of(rules.mask(), rules.unaudited())
                .flatMap(List::stream)
                .filter(entry -> entry.indexOf('.') < 0)
                .toList();
    }

    /** Whether values of that name must not be shown, whatever they belong to. */
    boolean hides(String name) {
        NameWords words = NameWords.of(name);
        return hidden().stream().anyMatch(entry -> words.contain(NameWords.of(entry)));
    }

    /** Fails when a setting matched nothing. To be asked when all audited units were looked at. */
    void requireAllUsed() {
        Map<String, List<String>> unknown = new LinkedHashMap<>();
        collectUnused(INCLUDE, rules.include(), unknown);
        collectUnused(EXCLUDE, rules.exclude(), unknown);
        collectUnused(READS, rules.reads(), unknown);
        collectUnused(MASK, rules.mask(), unknown);
        collectUnused(UNAUDITED, rules.unaudited(), unknown);
        if (!unknown.isEmpty()) {
            throw new UnknownNamesException(unknown);
        }
    }

    private void collectUnused(String property, List<String> entries, Map<String, List<String>> unknown) {
        for (String entry : entries) {
            if (!used.contains(property + '=' + entry) && !rules.optional().contains(entry)) {
                unknown.computeIfAbsent(property, p -> new ArrayList<>()).add(entry);
            }
        }
    }

    private boolean entity(String property, List<String> entries, EntityName entity) {
        boolean matched = false;
        for (String entry : entries) {
            if (NamePattern.of(entry).matches(entity)) {
                used.add(property + '=' + entry);
                matched = true;
            }
        }
        return matched;
    }

    private @Nullable String attribute(String property, List<String> entries, EntityName entity, String path) {
        NameWords words = NameWords.of(path.substring(path.lastIndexOf('.') + 1));
        String first = null;
        for (String entry : entries) {
            if (entity.isQualifierOf(path, entry) || (entry.indexOf('.') < 0 && words.contain(NameWords.of(entry)))) {
                String match = property + '=' + entry;
                used.add(match);
                first = first == null ? match : first;
            }
        }
        return first;
    }
}
