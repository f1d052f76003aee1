package io.audittrail.hibernate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.AnyType;
import org.hibernate.type.ComponentType;
import org.hibernate.type.EntityType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads the attributes of an entity from its row, with one select and without an entity being made. Hibernate's own
 * snapshot does, except that it finds nothing in an embeddable; what has one is asked for attribute by attribute. Made
 * once for each type, and immutable.
 */
final class StoredState {

    private static final Object UNREAD = LazyPropertyInitializer.UNFETCHED_PROPERTY;

    private final EntityPersister persister;
    private final @Nullable String query;

    StoredState(EntityPersister persister, SessionFactoryImplementor factory) {
        this.persister = persister;
        this.query = hasEmbeddable(persister) ? understood(query(persister), factory) : null;
    }

    private static boolean hasEmbeddable(EntityPersister persister) {
        return Arrays.stream(persister.getPropertyTypes()).anyMatch(ComponentType.class::isInstance);
    }

    /** A query that failed in the application's session would fail its transaction as well. */
    private static @Nullable String understood(String query, SessionFactoryImplementor factory) {
        try {
            factory.getQueryEngine().interpretHql(query, Object[].class);
            return query;
        } catch (RuntimeException e) {
            return null; // An embeddable that cannot be taken apart. It stays unread.
        }
    }

    /**
     * The state in the order of Hibernate's arrays; null when there is no such row. Of a to-one association it has the key,
     * of an embeddable the array of its parts.
     */
    @Nullable
    Object @Nullable [] read(Object id, SharedSessionContractImplementor session) {
        if (query == null) {
            @Nullable Object[] snapshot = persister.getDatabaseSnapshot(id, session);
            return snapshot == null ? null : withoutEmbeddables(snapshot);
        }
        @Nullable
        Object[] row = session.createSelectionQuery(query, Object[].class)
                .setParameter("id", id)
                .getSingleResultOrNull();
        if (row == null) {
            return null;
        }
        Iterator<@Nullable Object> values = Arrays.asList(row).iterator();
        values.next();
        return state(persister.getPropertyTypes(), persister.getPropertyNames(), values);
    }

    private @Nullable Object[] withoutEmbeddables(@Nullable Object[] snapshot) {
        Type[] types = persister.getPropertyTypes();
        for (int i = 0; i < types.length; i++) {
            if (types[i] instanceof ComponentType || types[i] instanceof AnyType) {
                snapshot[i] = UNREAD;
            }
        }
        return snapshot;
    }

    private static String query(EntityPersister persister) {
        List<String> columns = new ArrayList<>(List.of("1"));
        addPaths(persister.getPropertyTypes(), persister.getPropertyNames(), "e.", columns);
        return "select " + String.join(", ", columns) + " from " + persister.getEntityName() + " e where id(e) = :id";
    }

    private static void addPaths(Type[] types, String[] names, String prefix, List<String> paths) {
        for (int i = 0; i < types.length; i++) {
            String path = prefix + names[i];
            if (types[i] instanceof ComponentType component && !isHidden(names[i])) {
                addPaths(component.getSubtypes(), component.getPropertyNames(), path + '.', paths);
            } else if (isRead(types[i], names[i])) {
                paths.add(types[i] instanceof EntityType toOne ? key(toOne, path) : path);
            }
        }
    }

    /** What is in the row itself, so that nothing is joined. */
    private static String key(EntityType toOne, String path) {
        return toOne.isReferenceToPrimaryKey() ? "id(" + path + ")" : path + '.' + toOne.getRHSUniqueKeyPropertyName();
    }

    private static @Nullable Object[] state(Type[] types, String[] names, Iterator<@Nullable Object> values) {
        @Nullable Object[] state = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            if (types[i] instanceof ComponentType component && !isHidden(names[i])) {
                @Nullable Object[] parts = state(component.getSubtypes(), component.getPropertyNames(), values);
                state[i] = Arrays.stream(parts).allMatch(Objects::isNull) ? null : parts;
            } else if (isRead(types[i], names[i])) {
                state[i] = values.next();
            } else {
                state[i] = types[i].isCollectionType() ? null : UNREAD;
            }
        }
        return state;
    }

    private static boolean isRead(Type type, String name) {
        return !type.isCollectionType()
                && !(type instanceof AnyType)
                && !(type instanceof EntityType toOne && toOne.isOneToOne())
                && !isHidden(name);
    }

    /** Hibernate's own. */
    private static boolean isHidden(String name) {
        return name.startsWith("_");
    }
}
