package io.audittrail.sql;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a statement.
 *
 * @param name of a named one; null for a {@code ?}
 * @param columns in small letters, those that it is compared with or assigned to, and those beside it; empty when that
 *     could not be found out: then it may belong to any
 */
public record SqlParameter(@Nullable String name, Set<String> columns) {

    public SqlParameter {
        columns = Set.copyOf(columns);
    }

    /** Whether it is known which columns its value could show. */
    public boolean isKnown() {
        return !columns.isEmpty();
    }
}
