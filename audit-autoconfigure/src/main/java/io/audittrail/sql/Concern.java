package io.audittrail.sql;

import io.audittrail.StatementRecord.Kind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a statement that is to be recorded does to the tables of a unit, and what of it must not be shown. Immutable.
 *
 * @param kind of the statement, which changes something
 * @param entities the JPA names of the types whose tables it changes; null when nobody knows
 * @param masked for each parameter of the statement, whether its value must not be shown
 * @param isRestMasked the same for a parameter that the statement is not known to have
 */
public record Concern(
        SqlStatement statement, Kind kind, @Nullable Set<String> entities, List<Boolean> masked, boolean isRestMasked) {

    public Concern {
        entities = entities == null ? null : Set.copyOf(entities);
        masked = List.copyOf(masked);
    }

    /** The JPA name of the type it changes, when there is exactly one. */
    public @Nullable String entity() {
        return entities != null && entities.size() == 1 ? entities.iterator().next() : null;
    }

    /**
     * Whether the value of a parameter must not be shown.
     *
     * @param index from 0 on; any other means a parameter that nobody knows
     */
    public boolean isMasked(int index) {
        boolean isKnown = index >= 0 && index < masked.size();
        return isKnown ? masked.get(index) : isRestMasked;
    }
}
