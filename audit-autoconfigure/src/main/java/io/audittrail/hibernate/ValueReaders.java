package io.audittrail.hibernate;

import io.audittrail.Hidden;
import io.audittrail.ValueEncoder;
import io.audittrail.transaction.PlainValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.BasicValuedMapping;
import org.hibernate.metamodel.model.domain.EmbeddableDomainType;
import org.hibernate.metamodel.model.domain.ManagedDomainType;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.hibernate.query.spi.QueryParameterBinding;
import org.hibernate.type.AnyType;
import org.hibernate.type.BasicType;
import org.hibernate.type.ComponentType;
import org.hibernate.type.EntityType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/** Finds the reader for each type of attribute. */
final class ValueReaders {

    /** Shows neither the value nor whether there is one. */
    static final ValueReader MASK = (value, session) -> Hidden.MASKED;

    private static final Map<String, Object> UNREAD_PARAMETER = Map.of("unread", "not a plain value");
    private static final Map<String, Object> UNREAD_TARGET = Map.of("unread", "not loaded");

    private final SessionFactoryImplementor factory;
    private final SettingsMatch settings;
    private final List<ValueEncoder<?>> encoders;
    private final PlainValues values;
    private final BasicValueReaders basics;
    private final Map<EntityPersister, ValueReader> idReaders = new ConcurrentHashMap<>();

    ValueReaders(
            SessionFactoryImplementor factory,
            SettingsMatch settings,
            List<ValueEncoder<?>> encoders,
            PlainValues values) {
        this.factory = factory;
        this.settings = settings;
        this.encoders = encoders;
        this.values = values;
        this.basics = new BasicValueReaders(values);
    }

    /**
     * The reader, or null for what is not recorded with its owner: a collection.
     *
     * @param path from the entity to the attribute
     * @param rules what is shown of an embeddable's attributes
     */
    @Nullable
    ValueReader of(Type type, String path, AttributeRules rules) {
        if (type.isCollectionType()) {
            return null;
        }
        ValueReader encoder = byEncoder(type.getReturnedClass());
        if (encoder != null) {
            return encoder;
        }
        if (type instanceof BasicType<?> basic) {
            return basics.of(basic);
        }
        if (type instanceof ComponentType component && !PlainValues.isPlain(component.getReturnedClass())) {
            return embeddable(component, path, rules);
        }
        if (type instanceof AnyType) {
            return this::any;
        }
        if (type instanceof EntityType toOne) {
            return toOne(toOne);
        }
        return (value, session) -> values.plain(value);
    }

    /** The reader of a collection's elements, or of a map's keys; the same rules hold for their parts. */
    ElementReader elements(Type type, String path, AttributeRules rules) {
        ValueReader found = of(type, path, rules);
        ValueReader held = found != null ? found : (value, session) -> values.plain(value);
        if (type instanceof EntityType target && !isEncoded(type)) {
            EntityPersister entity = target.getAssociatedEntityPersister(factory);
            // Hibernate cannot select the id of an entity with an id class.
            return new ElementReader(held, entity.getIdentifierPropertyName() == null ? held : id(entity), true);
        }
        return new ElementReader(held, held, false);
    }

    /** The reader of an entity's identifier. A masked one, or the masked part of one, becomes a pseudonym. */
    ValueReader id(EntityPersister persister) {
        ValueReader known = idReaders.get(persister);
        if (known == null) {
            // Not computed in the map: an identifier may be made of others.
            known = newId(persister);
            idReaders.put(persister, known);
        }
        return known;
    }

    /** Reads the ids that somebody asks for. There is no session then: it gets one of its own, which needs no connection. */
    UnitCoverage.Ids ids(EntityPersister persister) {
        Class<?> type = persister.getIdentifierType().getReturnedClass();
        ValueReader reader = id(persister);
        return id -> type.isInstance(id) ? inSession(reader, id) : null;
    }

    private @Nullable Object inSession(ValueReader reader, Object id) {
        try (SharedSessionContractImplementor session = factory.openTemporarySession()) {
            return reader.read(id, session);
        }
    }

    private ValueReader newId(EntityPersister persister) {
        Class<?> javaType = persister.getMappedClass();
        EntityName name = new EntityName(persister.getJpaEntityName(), persister.getEntityName());
        AttributeRules rules = new AttributeRules(settings, name, javaType);
        Type type = persister.getIdentifierType();
        String attribute = persister.getIdentifierPropertyName();
        if (type instanceof ComponentType component && !isEncoded(type)) {
            return compositeId(component, attribute, javaType, rules);
        }
        return part(type, attribute == null ? "id" : attribute, rules, Collections.singletonList(javaType));
    }

    private ValueReader compositeId(
            ComponentType type, @Nullable String attribute, Class<?> entity, AttributeRules rules) {
        String[] names = type.getPropertyNames();
        List<Class<?>> owners = new ArrayList<>(owners(type));
        if (attribute == null) {
            owners.add(entity);
        }
        @Nullable ValueReader[] readers = new ValueReader[names.length];
        for (int i = 0; i < names.length; i++) {
            String path = attribute == null ? names[i] : attribute + '.' + names[i];
            readers[i] = part(type.getSubtypes()[i], path, rules, owners);
        }
        return object(type, readers);
    }

    /** An identifier, or a part of one. Nothing of it can be left out: it would name another entity. */
    private ValueReader part(Type type, String path, AttributeRules rules, List<Class<?>> owners) {
        ValueReader found = of(type, path, rules);
        ValueReader reader = found != null ? found : (value, session) -> values.plain(value);
        if (rules.masked(owners, path) == null) {
            return reader;
        }
        return (value, session) -> {
            Object plain = reader.read(value, session);
            return plain == null ? null : Pseudonym.of(plain);
        };
    }

    /** Reads a value that may be missing. */
    static @Nullable Object read(ValueReader reader, @Nullable Object value, SharedSessionContractImplementor session) {
        if (reader == MASK) {
            return Hidden.MASKED;
        }
        return value == null ? null : reader.read(value, session);
    }

    /** A parameter's value: what it is compared with or assigned to may be any attribute, or none. */
    @Nullable
    Object parameter(
            @Nullable Object value, QueryParameterBinding<?> binding, SharedSessionContractImplementor session) {
        if (value == null) {
            return null;
        }
        ValueReader encoder = byEncoder(value.getClass());
        if (encoder != null) {
            return encoder.read(value, session);
        }
        BasicType<?> basic = basicType(binding);
        if (basic != null && basic.getReturnedClass().isInstance(value)) {
            return basics.of(basic).read(value, session);
        }
        EntityPersister target = persisterOf(value);
        if (target != null) {
            return id(value, target, session);
        }
        return PlainValues.isKnown(value) ? values.plain(value) : UNREAD_PARAMETER;
    }

    @Nullable
    Object plain(Object value) {
        return values.plain(value);
    }

    private static @Nullable BasicType<?> basicType(QueryParameterBinding<?> binding) {
        if (binding.getType() instanceof BasicType<?> basic) {
            return basic;
        }
        if (binding.getType() instanceof BasicValuedMapping mapping
                && mapping.getJdbcMapping() instanceof BasicType<?> basic) {
            return basic;
        }
        return binding.getBindType() instanceof BasicType<?> basic ? basic : null;
    }

    private @Nullable EntityPersister persisterOf(Object value) {
        LazyInitializer lazy = HibernateProxy.extractLazyInitializer(value);
        String name = lazy == null ? value.getClass().getName() : lazy.getEntityName();
        return factory.getMappingMetamodel().findEntityDescriptor(name);
    }

    /** Whether the application says how the type is written. */
    boolean isEncoded(Type type) {
        return byEncoder(type.getReturnedClass()) != null;
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

    private ValueReader embeddable(ComponentType type, String path, AttributeRules rules) {
        String[] names = type.getPropertyNames();
        List<Class<?>> owners = owners(type);
        @Nullable ValueReader[] readers = new ValueReader[names.length];
        for (int i = 0; i < names.length; i++) {
            String each = path + '.' + names[i];
            if (rules.excluded(owners, each) == null) {
                boolean masked = rules.masked(owners, each) != null;
                readers[i] = masked ? MASK : of(type.getSubtypes()[i], each, rules);
            }
        }
        return object(type, readers);
    }

    /** The classes that may declare an attribute of an embeddable: its own, and those that extend it. */
    List<Class<?>> owners(ComponentType type) {
        List<Class<?>> owners = new ArrayList<>();
        owners.add(type.getReturnedClass());
        EmbeddableDomainType<?> embeddable = factory.getJpaMetamodel().findEmbeddableType(type.getReturnedClass());
        if (embeddable != null) {
            addSubtypes(embeddable, owners);
        }
        return owners;
    }

    private static void addSubtypes(ManagedDomainType<?> type, List<Class<?>> owners) {
        for (ManagedDomainType<?> subtype : type.getSubTypes()) {
            owners.add(subtype.getJavaType());
            addSubtypes(subtype, owners);
        }
    }

    /** An object of the attributes that have a reader. */
    private static ValueReader object(ComponentType type, @Nullable ValueReader[] readers) {
        String[] names = type.getPropertyNames();
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
        boolean byId = type.isReferenceToPrimaryKey();
        return (value, session) ->
                target.getMappedClass().isInstance(value) || HibernateProxy.extractLazyInitializer(value) != null
                        ? id(value, target, session)
                        : key(value, byId, target, session);
    }

    /** A row has the key of the target. Where that is not its id, nothing but another select would tell the id. */
    private @Nullable Object key(
            Object value, boolean isId, EntityPersister target, SharedSessionContractImplementor session) {
        return isId ? id(target).read(value, session) : UNREAD_TARGET;
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
