package io.audittrail.entities;

import io.audittrail.hibernate.UnknownNamesException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.SingleTableSubclass;
import org.hibernate.mapping.Subclass;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UnionSubclass;
import org.jspecify.annotations.Nullable;

/**
 * The application's entity of those who act, and the attribute that has their names: what can be joined in plain SQL.
 *
 * @param name in the table where it is, which has the entity's key too
 */
record ActorsTable(PersistentClass entity, BasicValue name) {

    /** Null when the unit does not have it. */
    static @Nullable ActorsTable among(
            Collection<PersistentClass> unit, AuditEntities.Actors actors, AuditEntities all) {
        List<PersistentClass> possible =
                unit.stream().filter(ActorsTable::isPossible).toList();
        PersistentClass entity = possible.stream()
                .filter(each ->
                        List.of(each.getJpaEntityName(), each.getClassName()).contains(actors.entity()))
                .findFirst()
                .orElse(null);
        all.lookedFor(
                actors,
                entity != null,
                possible.stream().map(PersistentClass::getJpaEntityName).toList());
        if (entity == null) {
            return null;
        }
        Map<String, BasicValue> texts = texts(entity);
        BasicValue name = texts.get(actors.attribute());
        if (name == null) {
            throw new UnknownNamesException("audit.tables.actor-attribute", actors.attribute(), texts.keySet());
        }
        return new ActorsTable(entity, name);
    }

    /** Its rows are those of its table, and have a key of one column. */
    private static boolean isPossible(PersistentClass entity) {
        return entity.getClassName() != null
                && entity.getJpaEntityName() != null
                && entity.getTable().isPhysicalTable()
                && entity.getIdentifierProperty() != null
                && entity.getIdentifier().getColumnSpan() == 1
                && !(entity instanceof SingleTableSubclass || entity instanceof UnionSubclass)
                && entity.getDirectSubclasses().stream().noneMatch(UnionSubclass.class::isInstance);
    }

    /** Its attributes that are texts, here and in the database, by name. */
    private static Map<String, BasicValue> texts(PersistentClass entity) {
        Stream<Property> inherited =
                entity instanceof Subclass ? Stream.of() : Stream.of(entity.getIdentifierProperty());
        Map<String, BasicValue> texts = new TreeMap<>();
        Stream.concat(inherited, entity.getProperties().stream()).forEach(attribute -> {
            if (attribute.getValue() instanceof BasicValue value
                    && value.getSelectables().get(0) instanceof Column
                    && value.getType().getReturnedClass() == String.class
                    && value.resolve().getValueConverter() == null) {
                texts.put(attribute.getName(), value);
            }
        });
        return texts;
    }

    /** Whether it may hide rows that its table has. */
    boolean isRestricted() {
        return entity.getWhere() != null || entity.getRootClass().getSoftDeleteColumn() != null;
    }

    /** In SQL, the key of whoever has the name in the column {@code user_name}. */
    String key(SqlStringGenerationContext tables) {
        Dialect dialect = tables.getDialect();
        Table table = name.getTable();
        Column key = Objects.requireNonNull(table.getPrimaryKey()).getColumn(0);
        return "(select x." + key.getQuotedName(dialect) + " from " + table.getQualifiedName(tables) + " x where x."
                + name.getColumns().get(0).getQuotedName(dialect) + " = user_name limit 1)";
    }
}
