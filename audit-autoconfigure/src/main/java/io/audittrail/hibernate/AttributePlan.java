package io.audittrail.hibernate;

import org.hibernate.type.Type;

/**
 * How one attribute of an entity type is recorded.
 *
 * @param index its place in Hibernate's state arrays
 */
record AttributePlan(String name, int index, Type type, ValueReader reader) {}
