package io.audittrail.hibernate;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.persister.entity.EntityPersister;

/**
 * How a unit is to be audited.
 *
 * @param plans of the audited types
 * @param read of those whose loads are recorded
 * @param secrets the names of attributes that must not be shown
 * @param types all, audited or not
 * @param hidden the words by which it is told that a column of no attribute must not be shown
 */
record UnitPlans(
        Map<EntityPersister, EntityPlan> plans,
        Map<EntityPersister, EntityPlan> read,
        Set<String> secrets,
        ValueReaders readers,
        UnitCoverage coverage,
        List<TypePolicies> types,
        List<String> hidden) {

    MappedUnit mapped() {
        return new MappedUnit(coverage.unit(), MappedTables.of(types, secretColumns()), hidden);
    }

    SecretColumns secretColumns() {
        return SecretColumns.of(types);
    }
}
