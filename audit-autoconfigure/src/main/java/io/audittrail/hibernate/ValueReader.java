package io.audittrail.hibernate;

import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Takes the value of an attribute as Hibernate holds it, and makes one of it that can be kept. Never loads anything,
 * never calls a method of an entity.
 */
@FunctionalInterface
interface ValueReader {

    @Nullable
    Object read(Object value, SharedSessionContractImplementor session);
}
