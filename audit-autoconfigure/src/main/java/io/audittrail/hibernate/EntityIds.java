package io.audittrail.hibernate;

import io.audittrail.line.LineType;
import io.audittrail.line.LineTypes;
import io.audittrail.transaction.PlainValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.BasicType;
import org.hibernate.type.ComponentType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/** Finds how the identifiers of each entity type go into the log, and what they are when they come back. */
final class EntityIds {

    private final SessionFactoryImplementor factory;
    private final SettingsMatch settings;
    private final ValueReaders readers;
    private final PlainValues values;
    private final SecretIds secrets;
    private final Map<EntityPersister, ValueForm> known = new ConcurrentHashMap<>();

    EntityIds(SessionFactoryImplementor factory, SettingsMatch settings, ValueReaders readers, PlainValues values) {
        this.factory = factory;
        this.settings = settings;
        this.readers = readers;
        this.values = values;
        this.secrets = new SecretIds(settings, readers);
    }

    /** Why a part of an identifier is masked; null when it is not. */
    @Nullable
    String masked(EntityPersister persister, String path, List<Class<?>> owners) {
        return secrets.why(persister, path, owners);
    }

    /** A masked one, or the masked part of one, becomes a pseudonym. */
    ValueForm of(EntityPersister persister) {
        ValueForm form = known.get(persister);
        if (form == null) {
            // Not computed in the map: an identifier may be made of others.
            form = found(persister);
            known.put(persister, form);
        }
        return form;
    }

    private ValueForm found(EntityPersister persister) {
        Type type = persister.getIdentifierType();
        Map<String, ValueForm> parts = parts(persister);
        if (type instanceof ComponentType component && !parts.isEmpty()) {
            Map<String, LineType> types = new HashMap<>();
            parts.forEach((name, part) -> types.put(name, part.type()));
            ValueReader[] ofParts =
                    parts.values().stream().map(ValueForm::reader).toArray(ValueReader[]::new);
            return new ValueForm(ValueReaders.object(component, ofParts), LineTypes.parts(types));
        }
        String attribute = persister.getIdentifierPropertyName();
        Class<?> javaType = persister.getMappedClass();
        return part(type, attribute == null ? "id" : attribute, persister, Collections.singletonList(javaType));
    }

    /** What a composite identifier is made of, in the order of its parts; empty for another one. */
    private Map<String, ValueForm> parts(EntityPersister persister) {
        Type type = persister.getIdentifierType();
        Map<String, ValueForm> parts = new LinkedHashMap<>();
        if (type instanceof ComponentType component && !readers.isEncoded(type)) {
            String attribute = persister.getIdentifierPropertyName();
            List<Class<?>> owners = new ArrayList<>(readers.owners(component));
            if (attribute == null) {
                owners.add(persister.getMappedClass());
            }
            String[] names = component.getPropertyNames();
            for (int i = 0; i < names.length; i++) {
                String path = attribute == null ? names[i] : attribute + '.' + names[i];
                parts.put(names[i], part(component.getSubtypes()[i], path, persister, owners));
            }
        }
        return parts;
    }

    /** An identifier, or a part of one. Nothing of it can be left out: it would name another entity. */
    private ValueForm part(Type type, String path, EntityPersister persister, List<Class<?>> owners) {
        AttributeRules rules = AttributeRules.of(settings, persister);
        ValueForm form = readers.formOf(type, path, rules);
        // What is an entity is told by its own identifier, which is masked already.
        boolean isMasked = type instanceof BasicType<?>
                ? masked(persister, path, owners) != null
                : rules.masked(owners, path) != null;
        if (!isMasked) {
            return form;
        }
        return form.readBy((value, session) -> {
            Object plain = form.reader().read(value, session);
            return plain == null ? null : Pseudonym.of(plain);
        });
    }

    /**
     * Reads the ids that somebody asks for, also those that a record has told. There is no session then: it gets one of its
     * own, which needs no connection.
     */
    UnitCoverage.Ids asked(EntityPersister persister) {
        Class<?> type = persister.getIdentifierType().getReturnedClass();
        ValueReader reader = of(persister).reader();
        Map<String, ValueForm> parts = parts(persister);
        return id -> {
            if (type.isInstance(id)) {
                return inSession(reader, id);
            }
            return id instanceof Map<?, ?> told && !parts.isEmpty()
                    ? inSession((value, session) -> asWritten(told, parts, session), id)
                    : null;
        };
    }

    private @Nullable Object inSession(ValueReader reader, Object id) {
        try (SharedSessionContractImplementor session = factory.openTemporarySession()) {
            return reader.read(id, session);
        }
    }

    private Map<String, @Nullable Object> asWritten(
            Map<?, ?> id, Map<String, ValueForm> parts, SharedSessionContractImplementor session) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        id.forEach((name, value) ->
                written.put(String.valueOf(name), asWritten(value, parts.get(String.valueOf(name)), session)));
        return written;
    }

    /** What is plain stands in the log as it is, also a pseudonym. */
    private @Nullable Object asWritten(
            @Nullable Object value, @Nullable ValueForm part, SharedSessionContractImplementor session) {
        if (value == null || part == null || value instanceof Map || PlainValues.isPlain(value.getClass())) {
            return values.plain(value);
        }
        try {
            return part.reader().read(value, session);
        } catch (RuntimeException e) {
            return values.plain(value); // Of another type than the part: no entity has such an id.
        }
    }
}
