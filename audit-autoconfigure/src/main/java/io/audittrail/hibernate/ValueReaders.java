package io.audittrail.hibernate;

import io.audittrail.Hidden;
import io.audittrail.ValueEncoder;
import io.audittrail.transaction.PlainValues;
import java.sql.Blob;
import java.sql.Clob;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.hibernate.type.AnyType;
import org.hibernate.type.BasicType;
import org.hibernate.type.ComponentType;
import org.hibernate.type.EntityType;
import org.hibernate.type.Type;
import org.hibernate.type.descriptor.java.JavaType;
import org.jspecify.annotations.Nullable;

/** Finds the reader for each type of attribute. */
final class ValueReaders {

    /** Shows neither the value nor whether there is one. */
    static final ValueReader MASK = (value, session) -> Hidden.MASKED;

    private static final Map<String, Object> UNREAD_LOB = Map.of("unread", "large object");

    private final SessionFactoryImplementor factory;
    private final List<ValueEncoder<?>> encoders;
    private final PlainValues values;
    private final Map<EntityPersister, ValueReader> idReaders = new ConcurrentHashMap<>();

    ValueReaders(SessionFactoryImplementor factory, List<ValueEncoder<?>> encoders, PlainValues values) {
        this.factory = factory;
        this.encoders = encoders;
        this.values = values;
    }

    /**
     * The reader, or null for what is not recorded with its owner: a collection.
     *
     * @param path from the entity to the attribute
     * @param rules what is shown of an embeddable's attributes; null for all
     */
    @Nullable
    ValueReader of(Type type, String path, @Nullable AttributeRules rules) {
        ValueReader encoder = byEncoder(type.getReturnedClass());
        if (encoder != null) {
            return encoder;
        }
        if (type instanceof BasicType<?> basic) {
            return basic(basic);
        }
        if (type instanceof ComponentType component) {
            return embeddable(component, path, rules);
        }
        if (type instanceof AnyType) {
            return this::any;
        }
        if (type instanceof EntityType toOne) {
            return toOne(toOne);
        }
        return type.isCollectionType() ? null : (value, session) -> values.plain(value);
    }

    /** The reader of an entity's identifier. */
    ValueReader id(EntityPersister persister) {
        return idReaders.computeIfAbsent(persister, entity -> {
            ValueReader reader = of(entity.getIdentifierType(), "id", null);
            return reader != null ? reader : (value, session) -> values.plain(value);
        });
    }

    /** Reads a value that may be missing. */
    static @Nullable Object read(ValueReader reader, @Nullable Object value, SharedSessionContractImplementor session) {
        if (reader == MASK) {
            return Hidden.MASKED;
        }
        return value == null ? null : reader.read(value, session);
    }

    private @Nullable ValueReader byEncoder(Class<?> type) {
        for (ValueEncoder<?> encoder : encoders) {
            if (encoder.type().isAssignableFrom(type)) {
                return (value, session) -> values.plain(encode(encoder, value));
            }
        }
        return null;
    }

    private static <T> @Nullable Object encode(ValueEncoder<T> encoder, Object value) {
        return encoder.encode(encoder.type().cast(value));
    }

    private ValueReader basic(BasicType<?> type) {
        Class<?> javaType = type.getReturnedClass();
        if (PlainValues.isPlain(javaType) || javaType.isEnum()) {
            return (value, session) -> values.plain(value);
        }
        if (type.getValueConverter() != null) {
            return (value, session) -> values.plain(type.convertToRelationalValue(value));
        }
        if (Blob.class.isAssignableFrom(javaType) || Clob.class.isAssignableFrom(javaType)) {
            return (value, session) -> UNREAD_LOB;
        }
        if (type.getJdbcType().isJson()) {
            return (value, session) -> values.plain(json(type, value, session));
        }
        return (value, session) -> values.plain(value);
    }

    private static <T> Object json(BasicType<T> type, Object value, SharedSessionContractImplementor session) {
        if (value instanceof Map || value instanceof List) {
            return value;
        }
        JavaType<T> javaType = type.getJavaTypeDescriptor();
        return session.getFactory()
                .getSessionFactoryOptions()
                .getJsonFormatMapper()
                .toString(javaType.cast(value), javaType, session);
    }

    private ValueReader embeddable(ComponentType type, String path, @Nullable AttributeRules rules) {
        String[] names = type.getPropertyNames();
        @Nullable ValueReader[] readers = new ValueReader[names.length];
        for (int i = 0; i < names.length; i++) {
            String each = path + '.' + names[i];
            if (rules == null || !rules.excluded(type.getReturnedClass(), each)) {
                boolean masked = rules != null && rules.masked(type.getReturnedClass(), each);
                readers[i] = masked ? MASK : of(type.getSubtypes()[i], each, rules);
            }
        }
        return (value, session) -> {
            @Nullable Object[] parts = type.getPropertyValues(value);
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (int i = 0; i < names.length; i++) {
                if (readers[i] != null) {
                    object.put(names[i], read(readers[i], parts[i], session));
                }
            }
            return Collections.unmodifiableMap(object);
        };
    }

    private ValueReader toOne(EntityType type) {
        EntityPersister target = type.getAssociatedEntityPersister(factory);
        return (value, session) -> id(value, target, session);
    }

    private @Nullable Object any(Object value, SharedSessionContractImplementor session) {
        EntityPersister target = session.getEntityPersister(session.bestGuessEntityName(value), value);
        Map<String, @Nullable Object> reference = new LinkedHashMap<>();
        reference.put("entity", target.getJpaEntityName());
        reference.put("id", id(value, target, session));
        return Collections.unmodifiableMap(reference);
    }

    private @Nullable Object id(Object value, EntityPersister target, SharedSessionContractImplementor session) {
        LazyInitializer lazy = HibernateProxy.extractLazyInitializer(value);
        Object id = lazy == null ? target.getIdentifier(value, session) : lazy.getInternalIdentifier();
        return id == null ? null : id(target).read(id, session);
    }
}
