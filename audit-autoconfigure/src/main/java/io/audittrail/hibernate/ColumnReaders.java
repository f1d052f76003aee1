package io.audittrail.hibernate;

import io.audittrail.transaction.PlainValues;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.BasicType;
import org.hibernate.type.CollectionType;
import org.hibernate.type.ComponentType;
import org.hibernate.type.EntityType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/** Finds how attributes are read from their columns. */
final class ColumnReaders {

    private final SessionFactoryImplementor factory;
    private final ValueReaders readers;
    private final ColumnValues values;

    ColumnReaders(SessionFactoryImplementor factory, ValueReaders readers) {
        this.factory = factory;
        this.readers = readers;
        this.values = new ColumnValues(factory, readers);
    }

    /**
     * The reader of what has these columns; null where it would take more than them to know.
     *
     * @param columns in the order in which the type has them
     */
    @Nullable
    ColumnReader of(Type type, Iterable<String> columns) {
        Iterator<String> rest = columns.iterator();
        ColumnReader reader = reader(type, rest);
        return rest.hasNext() ? null : reader;
    }

    /** Of an entity's identifier, of which a single one may be a pseudonym. */
    @Nullable
    ColumnReader ofId(EntityPersister persister, Iterable<String> columns) {
        Iterator<String> rest = columns.iterator();
        ColumnReader reader = id(persister, rest);
        return rest.hasNext() ? null : reader;
    }

    private @Nullable ColumnReader id(EntityPersister persister, Iterator<String> columns) {
        return persister.getIdentifierType() instanceof BasicType<?> basic
                ? basic(basic, readers.id(persister), columns)
                : reader(persister.getIdentifierType(), columns);
    }

    private @Nullable ColumnReader reader(Type type, Iterator<String> columns) {
        if (type instanceof BasicType<?> basic) {
            return basic(basic, readers.basic(basic), columns);
        }
        if (type instanceof ComponentType component && !PlainValues.isPlain(component.getReturnedClass())) {
            return embeddable(component, columns);
        }
        if (type instanceof EntityType toOne && toOne.isReferenceToPrimaryKey()) {
            return id(toOne.getAssociatedEntityPersister(factory), columns);
        }
        return null;
    }

    private @Nullable ColumnReader basic(BasicType<?> type, ValueReader reader, Iterator<String> columns) {
        if (!columns.hasNext()) {
            return null;
        }
        String column = columns.next();
        return (row, session) -> values.plain(row.get(column), type, reader, session);
    }

    /** There is none where all of its columns are null. */
    private @Nullable ColumnReader embeddable(ComponentType type, Iterator<String> columns) {
        Map<String, ColumnReader> parts = new LinkedHashMap<>();
        for (int i = 0; i < type.getPropertyNames().length; i++) {
            Type part = type.getSubtypes()[i];
            if (!(part instanceof CollectionType)) {
                ColumnReader reader = reader(part, columns);
                if (reader == null) {
                    return null;
                }
                parts.put(type.getPropertyNames()[i], reader);
            }
        }
        return (row, session) -> {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            parts.forEach((name, part) -> object.put(name, part.read(row, session)));
            return object.values().stream().allMatch(Objects::isNull) ? null : Collections.unmodifiableMap(object);
        };
    }
}
