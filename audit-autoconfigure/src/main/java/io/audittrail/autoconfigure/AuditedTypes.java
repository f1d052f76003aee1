package io.audittrail.autoconfigure;

import io.audittrail.hibernate.CoverageListener;
import io.audittrail.hibernate.UnitCoverage;
import io.audittrail.trail.TypeNames;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

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
}
