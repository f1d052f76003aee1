package io.audittrail.line;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the rows of a table are to the entities of a type: how lines would show them. Immutable. */
public interface RowMapping {

    /** Whether an entity is there as long as its row is. It may have parts in other tables. */
    boolean isMain();

    /** @param columns by their names in the database, as {@link Json} reads what PostgreSQL's {@code to_jsonb} makes of them */
    Row read(Map<String, @Nullable Object> columns);

    /**
     * A row as its entity.
     *
     * @param id null where the columns do not tell it
     * @param properties in mapping order; then the columns that the mapping does not know, under their own names
     * @param rest the columns that a line tells nothing of: the version, what tells types apart
     */
    record Row(@Nullable Object id, List<Property> properties, List<Property> rest) {
        public Row {
            properties = List.copyOf(properties);
            rest = List.copyOf(rest);
        }
    }

    /** @param columns those that it is made of */
    record Property(
            String name, Set<String> columns, @Nullable Object value) {}
}
