package io.audittrail.hibernate;

/** Hears what is recorded of a unit, when its factory is built and before its first change. */
@FunctionalInterface
public interface CoverageListener {

    void ready(UnitCoverage coverage);

    /** Also, where the database itself records, of the unit's tables. */
    default void mapped(MappedUnit unit) {}
}
