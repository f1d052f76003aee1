package io.audittrail.hibernate;

import java.util.Arrays;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
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
            return was != is;
        }
        boolean[] columns = new boolean[type.getColumnSpan(session.getFactory().getRuntimeMetamodels())];
        Arrays.fill(columns, true);
        return type.isModified(was, is, columns, session);
    }
}
