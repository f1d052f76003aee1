package io.audittrail.hibernate;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.type.ComponentType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * How one attribute of an entity type is recorded.
 *
 * @param index its place in Hibernate's state arrays
 * @param setAtUpdate whether Hibernate or the database gives it a value of their own at each update
 */
record AttributePlan(String name, int index, Type type, ValueReader reader, boolean setAtUpdate)
        implements PropertyPlan {

    /**
     * Whether it is another one after all was written.
     *
     * @param before as a row has it
     */
    boolean isOverwritten(
            @Nullable Object[] before, @Nullable Object[] after, SharedSessionContractImplementor session) {
        Object was = before[index];
        Object is = after[index];
        if (is == LazyPropertyInitializer.UNFETCHED_PROPERTY) {
            return false; // Hibernate does not write it then.
        }
        if (was == LazyPropertyInitializer.UNFETCHED_PROPERTY) {
            return true;
        }
        if (was == null || is == null) {
            return was != is && !(was == null && isEmpty(is, type));
        }
        boolean[] columns = new boolean[type.getColumnSpan(session.getFactory().getRuntimeMetamodels())];
        Arrays.fill(columns, true);
        return type.isModified(was, is, columns, session);
    }

    /** An embeddable without a value in any of its parts is none to the database. */
    private static boolean isEmpty(@Nullable Object value, Type type) {
        if (value == null || !(type instanceof ComponentType component)) {
            return value == null;
        }
        @Nullable Object[] parts = component.getPropertyValues(value);
        Type[] types = component.getSubtypes();
        return IntStream.range(0, parts.length)
                .allMatch(i -> types[i].isCollectionType() || isEmpty(parts[i], types[i]));
    }
}
