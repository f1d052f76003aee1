package io.audittrail.hibernate;

/** Hears what is recorded of a unit, when its factory is built and before its first change. */
@FunctionalInterface
public interface CoverageListener {

    void ready(UnitCoverage coverage);
}
