package io.audittrail.hibernate;

import io.audittrail.line.RowMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.JoinedSubclass;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UnionSubclass;
import org.hibernate.mapping.Value;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.CollectionType;
import org.hibernate.type.EntityType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of an entity type's tables are mapped: of all that is mapped, recorded or not. What is left out today may
 * have been recorded once. Names of tables and columns are as PostgreSQL has them: without quotes in small letters.
 */
final class MappedRows {

    private final PersistentClass mapping;
    private final EntityPersister persister;
    private final SessionFactoryImplementor factory;
    private final ColumnReaders readers;

    MappedRows(PersistentClass mapping, EntityPersister persister, ValueReaders readers) {
        this.mapping = mapping;
        this.persister = persister;
        this.factory = persister.getFactory();
        this.readers = new ColumnReaders(factory, readers);
    }

    Map<String, RowMapping> byTable() {
        Map<String, RowMapping> rows = new HashMap<>();
        keys().forEach((table, key) -> {
            List<String> id = columns(key);
            Set<String> known = new LinkedHashSet<>(id == null ? List.of() : id);
            List<MappedRow.Attribute> attributes = attributes(table, known);
            Value discriminator = mapping.getRootClass().getDiscriminator();
            List<String> kinds = discriminator == null ? null : columns(discriminator);
            if (kinds != null) {
                known.addAll(kinds);
            }
            rows.put(
                    name(table),
                    new MappedRow(
                            factory,
                            table.equals(main()),
                            id == null ? null : readers.ofId(persister, id),
                            attributes,
                            known));
        });
        return rows;
    }

    /** The keys of the tables that have a row for an entity. */
    private Map<Table, Value> keys() {
        Map<Table, Value> keys = new LinkedHashMap<>();
        if (isUnion()) {
            keys.put(mapping.getTable(), mapping.getIdentifier());
        }
        for (PersistentClass each = mapping; each != null; each = each.getSuperclass()) {
            if (!isUnion()) {
                keys.putIfAbsent(each.getTable(), each.getKey());
            }
            for (Join join : each.getJoins()) {
                keys.put(join.getTable(), join.getKey());
            }
        }
        return keys;
    }

    /** Each type has a table with all that it is. */
    private boolean isUnion() {
        return mapping instanceof UnionSubclass;
    }

    /** A type of which the root's rows do not tell is known by its own. */
    private Table main() {
        boolean isToldByRoot =
                mapping.getRootClass().getDiscriminator() != null || !(mapping instanceof JoinedSubclass);
        return isToldByRoot && !isUnion() ? mapping.getRootTable() : mapping.getTable();
    }

    /** @param known columns; those that are found are added */
    private List<MappedRow.Attribute> attributes(Table table, Set<String> known) {
        List<MappedRow.Attribute> attributes = new ArrayList<>();
        Set<String> written = new HashSet<>(known);
        for (int pass = 0; pass < 2; pass++) { // What Hibernate writes comes before what only the database does.
            for (int i = 0; i < persister.getPropertyNames().length; i++) {
                Property property = mapping.getProperty(persister.getPropertyNames()[i]);
                if (isWritten(property) != (pass == 0) || !isIn(table, property)) {
                    continue;
                }
                List<String> columns = columns(property.getValue());
                if (columns == null || written.containsAll(columns)) {
                    continue;
                }
                known.addAll(columns);
                written.addAll(columns);
                Type type = persister.getPropertyTypes()[i];
                boolean isVersion = persister.isVersioned() && i == persister.getVersionPropertyIndex();
                ColumnReader reader = readers.of(type, columns);
                if (reader == null) {
                    columns.forEach(known::remove);
                } else if (!isVersion && !property.isSynthetic()) {
                    attributes.add(
                            new MappedRow.Attribute(i, property.getName(), new LinkedHashSet<>(columns), reader));
                }
            }
        }
        attributes.sort((a, b) -> Integer.compare(a.place(), b.place()));
        return attributes;
    }

    private boolean isIn(Table table, Property property) {
        Type type = property.getType();
        boolean isFar = type instanceof CollectionType || (type instanceof EntityType toOne && toOne.isOneToOne());
        return !isFar && (isUnion() ? mapping.getTable() : property.getValue().getTable()).equals(table);
    }

    private static boolean isWritten(Property property) {
        return property.isInsertable() || property.isUpdatable() || property.getValueGeneratorCreator() != null;
    }

    /** Null where there is none, or what is no column. */
    private static @Nullable List<String> columns(Value value) {
        List<String> columns = new ArrayList<>();
        for (Selectable selectable : value.getSelectables()) {
            if (!(selectable instanceof Column column)) {
                return null;
            }
            columns.add(inDatabase(column.getName(), column.isQuoted()));
        }
        return columns.isEmpty() ? null : columns;
    }

    private static String name(Table table) {
        return inDatabase(table.getName(), table.isQuoted());
    }

    private static String inDatabase(String name, boolean isQuoted) {
        return isQuoted ? name : CatalogName.folded(name);
    }
}
