package io.audittrail.hibernate;

import io.audittrail.Hidden;
import io.audittrail.ValueEncoder;
import io.audittrail.line.LineType;
import io.audittrail.line.LineTypes;
import io.audittrail.transaction.PlainValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final List<ValueEncoder<?>> encoders;
    private final PlainValues values;
    private final BasicValueReaders basics;
    private final EntityIds ids;

    ValueReaders(
            SessionFactoryImplementor factory,
            SettingsMatch settings,
            List<ValueEncoder<?>> encoders,
            PlainValues values) {
        this.factory = factory;
        this.encoders = encoders;
        this.values = values;
        this.basics = new BasicValueReaders(values);
        this.ids = new EntityIds(factory, settings, this, values);
    }

    /**
     * The reader and the way back, or null for what is not recorded with its owner: a collection.
     *
     * @param path from the entity to the attribute
     * @param rules what is shown of an embeddable's attributes
     */
    @Nullable
    ValueForm of(Type type, String path, AttributeRules rules) {
        if (type.isCollectionType()) {
            return null;
        }
        ValueReader encoder = byEncoder(type.getReturnedClass());
        if (encoder != null) {
            return new ValueForm(encoder, LineType.AS_IT_STANDS);
        }
        if (type instanceof BasicType<?> basic) {
            return new ValueForm(basics.of(basic), BasicValueReaders.typeOf(basic));
        }
        if (type instanceof ComponentType component && !PlainValues.isPlain(component.getReturnedClass())) {
            return embeddable(component, path, rules);
        }
        if (type instanceof AnyType) {
            return new ValueForm(this::any, anyType());
        }
        if (type instanceof EntityType toOne) {
            return toOne(toOne);
        }
        return new ValueForm((value, session) -> values.plain(value), LineTypes.of(type.getReturnedClass()));
    }

    /** Of what is one column. */
    ValueReader basic(BasicType<?> type) {
        ValueReader encoder = byEncoder(type.getReturnedClass());
        return encoder == null ? basics.of(type) : encoder;
    }

    /** The reader of a collection's elements, or of a map's keys; the same rules hold for their parts. */
    ElementReader elements(Type type, String path, AttributeRules rules) {
        ValueForm form = formOf(type, path, rules);
        ValueReader held = form.reader();
        if (type instanceof EntityType target && !isEncoded(type)) {
            EntityPersister entity = target.getAssociatedEntityPersister(factory);
            // Hibernate cannot select the id of an entity with an id class.
            ValueReader selected = entity.getIdentifierPropertyName() == null ? held : id(entity);
            return new ElementReader(held, selected, true, form.type());
        }
        return new ElementReader(held, held, false, form.type());
    }

    /** Of what is recorded with its owner, whatever it is. */
    ValueForm formOf(Type type, String path, AttributeRules rules) {
        ValueForm found = of(type, path, rules);
        return found != null ? found : new ValueForm((value, session) -> values.plain(value), LineType.AS_IT_STANDS);
    }

    /** The reader of an entity's identifier. A masked one, or the masked part of one, becomes a pseudonym. */
    ValueReader id(EntityPersister persister) {
        return ids.of(persister).reader();
    }

    /** Why a part of an identifier is masked; null when it is not. */
    @Nullable
    String maskedId(EntityPersister persister, String path, List<Class<?>> owners) {
        return ids.masked(persister, path, owners);
    }

    /** Why an attribute's values are masked: for its own sake or for that of a part which nobody reads by itself. */
    @Nullable
    String masked(List<Class<?>> owners, String path, @Nullable Type type, AttributeRules rules) {
        String masked = rules.masked(owners, path);
        return masked == null && type instanceof BasicType<?> basic && !isEncoded(basic)
                ? DocumentParts.secret(basic, path, rules)
                : masked;
    }

    /** What identifiers are when they come back from the log. */
    LineType idType(EntityPersister persister) {
        return ids.of(persister).type();
    }

    /** Reads the ids that somebody asks for. */
    UnitCoverage.Ids ids(EntityPersister persister) {
        return ids.asked(persister);
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

    private ValueForm embeddable(ComponentType type, String path, AttributeRules rules) {
        String[] names = type.getPropertyNames();
        List<Class<?>> owners = owners(type);
        @Nullable ValueReader[] readers = new ValueReader[names.length];
        Map<String, LineType> types = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            String each = path + '.' + names[i];
            ValueForm part = of(type.getSubtypes()[i], each, rules);
            if (rules.excluded(owners, each) == null) {
                boolean masked = masked(owners, each, type.getSubtypes()[i], rules) != null;
                readers[i] = masked ? MASK : part == null ? null : part.reader();
            }
            if (part != null) {
                types.put(names[i], part.type());
            }
        }
        return new ValueForm(object(type, readers), LineTypes.parts(types));
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
    static ValueReader object(ComponentType type, @Nullable ValueReader[] readers) {
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

    private ValueForm toOne(EntityType type) {
        EntityPersister target = type.getAssociatedEntityPersister(factory);
        boolean byId = type.isReferenceToPrimaryKey();
        ValueReader reader = (value, session) ->
                target.getMappedClass().isInstance(value) || HibernateProxy.extractLazyInitializer(value) != null
                        ? id(value, target, session)
                        : key(value, byId, target, session);
        return new ValueForm(reader, id -> idType(target).parse(id));
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

    /** The way back of {@link #any}: which entity it is stands beside the id. */
    private LineType anyType() {
        Map<String, EntityPersister> targets = new HashMap<>();
        factory.getMappingMetamodel().forEachEntityDescriptor(entity -> targets.put(entity.getJpaEntityName(), entity));
        return value -> {
            EntityPersister target = value instanceof Map<?, ?> reference ? targets.get(reference.get("entity")) : null;
            return target == null
                    ? value
                    : LineTypes.parts(Map.of("id", idType(target))).parse(value);
        };
    }

    private @Nullable Object id(Object value, EntityPersister target, SharedSessionContractImplementor session) {
        LazyInitializer lazy = HibernateProxy.extractLazyInitializer(value);
        Object id = lazy == null ? target.getIdentifier(value, session) : lazy.getInternalIdentifier();
        return id == null ? null : id(target).read(id, session);
    }
}
