package io.audittrail.hibernate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/** When two elements of a collection are the same to the database: entities by their ids, all others by what is stored. */
record ElementComparison(Type type, ElementReader reader) {

    boolean same(@Nullable Object a, @Nullable Object b, SharedSessionContractImplementor session) {
        if (a == b) {
            return true;
        }
        if (a == null || b == null) {
            return false;
        }
        return reader.isEntity()
                ? Objects.equals(reader.held().read(a, session), reader.held().read(b, session))
                : type.isEqual(a, b, session.getFactory());
    }

    /** The first list without what is in the second: each element of that takes one away. In the order of the first. */
    List<@Nullable Object> without(
            List<? extends @Nullable Object> elements,
            List<? extends @Nullable Object> others,
            SharedSessionContractImplementor session) {
        if (elements.isEmpty() || others.isEmpty()) {
            return new ArrayList<>(elements);
        }
        Map<Object, Integer> counts = new HashMap<>();
        others.forEach(other -> counts.merge(key(other, session), 1, Integer::sum));
        List<@Nullable Object> rest = new ArrayList<>();
        for (Object element : elements) {
            Integer left = counts.computeIfPresent(key(element, session), (key, count) -> count - 1);
            if (left == null || left < 0) {
                rest.add(element);
            }
        }
        return rest;
    }

    /** Equal for elements that are the same. */
    Object key(@Nullable Object element, SharedSessionContractImplementor session) {
        if (element == null) {
            return Nothing.INSTANCE;
        }
        if (reader.isEntity()) {
            Object id = reader.held().read(element, session);
            return id == null ? element : id;
        }
        return new Stored(element, type, session);
    }

    private enum Nothing {
        INSTANCE
    }

    private record Stored(Object element, Type type, SharedSessionContractImplementor session) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Stored stored && type.isEqual(element, stored.element, session.getFactory());
        }

        @Override
        public int hashCode() {
            return type.getHashCode(element, session.getFactory());
        }
    }
}
