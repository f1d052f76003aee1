package io.audittrail.autoconfigure;

import io.audittrail.hibernate.CoverageListener;
import io.audittrail.hibernate.UnitCoverage;
import io.audittrail.trail.TypeNames;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types of the audited units, as far as these are built. A supertype stands for all its subclasses. Thread-safe. */
final class AuditedTypes implements TypeNames, CoverageListener {

    private final List<UnitCoverage.Type> types = new CopyOnWriteArrayList<>();

    @Override
    public void ready(UnitCoverage coverage) {
        types.addAll(coverage.types());
    }

    @Override
    public Set<String> of(String type) {
        Set<String> known = types.stream()
                .filter(each -> each.names().contains(type))
                .map(UnitCoverage.Type::entity)
                .collect(Collectors.toSet());
        return known.isEmpty() ? AS_THEY_ARE.of(type) : known;
    }

    @Override
    public List<String> remarks(String name, @Nullable String property) {
        List<UnitCoverage.Type> known =
                types.stream().filter(each -> each.names().contains(name)).toList();
        if (known.isEmpty() && !types.isEmpty()) {
            return List.of("No audited unit has such a type now.");
        }
        return known.stream().flatMap(type -> remarks(type, property)).toList();
    }

    private static Stream<String> remarks(UnitCoverage.Type type, @Nullable String property) {
        if (!type.audited()) {
            return Stream.of(type.entity() + " is not audited: " + type.why() + '.');
        }
        if (property == null) {
            return Stream.of();
        }
        if (!type.recorded().contains(property)) {
            return Stream.of("This property of " + type.entity() + " is not recorded, or there is none.");
        }
        return type.masked().contains(property)
                ? Stream.of(
                        "This property of " + type.entity() + " is masked: that it changes is recorded, and not how.")
                : Stream.of();
    }
}
