package io.audittrail.hibernate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the mapping says of a table of audited types, with all names as the database has them.
 *
 * @param schema null where the mapping names none: the search path leads to it
 * @param entity the type whose rows it has; null when these are of several, or of a collection
 * @param kinds by which column rows of several types are told apart; null when they are not
 * @param id the columns that identify an entity, and what each is called in an id; empty when rows are of no entity
 * @param label the column by which people know a row
 * @param without columns that are not recorded
 * @param masked columns of which only that they change is recorded
 * @param known all columns that the mapping has; what others hold is judged by their names
 */
public record MappedTable(
        @Nullable String schema,
        String name,
        @Nullable String entity,
        @Nullable Kinds kinds,
        Map<String, String> id,
        @Nullable String label,
        Set<String> without,
        Set<String> masked,
        Set<String> known) {

    public MappedTable {
        id = Collections.unmodifiableMap(new LinkedHashMap<>(id));
        without = Set.copyOf(without);
        masked = Set.copyOf(masked);
        known = Set.copyOf(known);
    }

    /**
     * How the types of a table's rows are told apart.
     *
     * @param column the discriminator
     * @param audited the audited types, by what their rows have there
     * @param ignored what rows of other types have there; what is neither is recorded, as of no known type
     */
    public record Kinds(String column, Map<String, String> audited, Set<String> ignored) {
        public Kinds {
            audited = Map.copyOf(audited);
            ignored = Set.copyOf(ignored);
        }
    }
}
