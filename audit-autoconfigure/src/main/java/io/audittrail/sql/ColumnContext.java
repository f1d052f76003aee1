package io.audittrail.sql;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a parameter at some place of a statement belongs to.
 *
 * @param columns in small letters
 * @param complete whether these are all; otherwise it may belong to any column
 */
record ColumnContext(Set<String> columns, boolean complete) {

    static final ColumnContext NOTHING = new ColumnContext(Set.of(), true);
    static final ColumnContext ANYTHING = new ColumnContext(Set.of(), false);

    ColumnContext {
        columns = Set.copyOf(columns);
    }

    ColumnContext and(Collection<String> more) {
        Set<String> all = new TreeSet<>(columns);
        all.addAll(more);
        return new ColumnContext(all, complete);
    }
}
