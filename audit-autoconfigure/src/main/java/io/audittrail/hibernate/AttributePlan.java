package io.audittrail.hibernate;

import org.hibernate.type.Type;

/**
 * How one attribute of an entity type is recorded.
 *
 * @param index its place in Hibernate's state arrays
 * @param setAtUpdate whether Hibernate or the database gives it a value of their own at each update
 */
record AttributePlan(String name, int index, Type type, ValueReader reader, boolean setAtUpdate)
        implements PropertyPlan {}
