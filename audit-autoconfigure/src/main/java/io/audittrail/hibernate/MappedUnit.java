package io.audittrail.hibernate;

import java.util.List;

/**
 * What of a persistence unit is to be recorded.
 *
 * @param hidden words, as in {@code audit.properties.mask}: a column that the mapping does not know and that has one of
 *     them in its name is masked
 */
public record MappedUnit(String name, List<MappedTable> tables, List<String> hidden) {
    public MappedUnit {
        tables = List.copyOf(tables);
        hidden = List.copyOf(hidden);
    }
}
