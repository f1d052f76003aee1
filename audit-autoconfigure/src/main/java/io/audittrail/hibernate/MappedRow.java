package io.audittrail.hibernate;

import io.audittrail.line.RowMapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table of one entity type.
 *
 * @param id null where it is not known how it is read
 * @param known the columns that the mapping has
 */
record MappedRow(
        SessionFactoryImplementor factory,
        boolean isMain,
        @Nullable ColumnReader id,
        List<Attribute> attributes,
        Set<String> known)
        implements RowMapping {

    /** @param place in mapping order */
    record Attribute(int place, String name, Set<String> columns, ColumnReader reader) {}

    /** In a session of its own, which needs no connection. */
    @Override
    public Row read(Map<String, @Nullable Object> columns) {
        try (SharedSessionContractImplementor session = factory.openTemporarySession()) {
            return new Row(id == null ? null : id.read(columns, session), properties(columns, session), rest(columns));
        }
    }

    private List<Property> properties(Map<String, @Nullable Object> columns, SharedSessionContractImplementor session) {
        List<Property> properties = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Attribute attribute : attributes) {
            if (columns.keySet().stream().anyMatch(attribute.columns()::contains)) {
                properties.add(new Property(
                        attribute.name(),
                        attribute.columns(),
                        attribute.reader().read(columns, session)));
                names.add(attribute.name());
            }
        }
        columns.forEach((column, value) -> {
            if (!known.contains(column)) {
                properties.add(asItStands(names.add(column) ? column : column + " (column)", column, value));
            }
        });
        return properties;
    }

    private List<Property> rest(Map<String, @Nullable Object> columns) {
        Set<String> shown = new HashSet<>();
        attributes.forEach(attribute -> shown.addAll(attribute.columns()));
        List<Property> rest = new ArrayList<>();
        columns.forEach((column, value) -> {
            if (known.contains(column) && !shown.contains(column)) {
                rest.add(asItStands(column, column, value));
            }
        });
        return rest;
    }

    private static Property asItStands(String name, String column, @Nullable Object value) {
        return new Property(name, Set.of(column), value);
    }
}
