package io.audittrail.hibernate;

import io.audittrail.line.LineType;
import io.audittrail.line.LineTypes;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.metamodel.CollectionClassification;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.CollectionType;
import org.hibernate.type.ComponentType;
import org.hibernate.type.Type;

/**
 * Of which types the values of an entity are when they come back from the log: of all that is mapped, recorded or not. What
 * is left out today may have been recorded once.
 */
final class MappedTypes {

    private final ValueReaders readers;
    private final CollectionMappings collections;
    private final AttributeRules rules;

    MappedTypes(ValueReaders readers, CollectionMappings collections, AttributeRules rules) {
        this.readers = readers;
        this.collections = collections;
        this.rules = rules;
    }

    UnitCoverage.Mapped of(EntityPersister persister, PersistentClass mapping) {
        Map<String, LineType> properties = new HashMap<>();
        String[] names = persister.getPropertyNames();
        for (int i = 0; i < names.length; i++) {
            add(persister.getPropertyTypes()[i], names[i], properties);
        }
        return new UnitCoverage.Mapped(
                readers.idType(persister), properties, new MappedRows(mapping, persister, readers).byTable());
    }

    /** Collections within an embeddable stand beside it. */
    private void add(Type type, String path, Map<String, LineType> properties) {
        ValueForm form = readers.of(type, path, rules);
        if (form != null) {
            properties.put(path, form.type());
        } else if (type instanceof CollectionType collection) {
            properties.put(path, collection(collection, path));
        }
        if (type instanceof ComponentType component) {
            for (int i = 0; i < component.getPropertyNames().length; i++) {
                Type part = component.getSubtypes()[i];
                if (part instanceof CollectionType || part instanceof ComponentType) {
                    add(part, path + '.' + component.getPropertyNames()[i], properties);
                }
            }
        }
    }

    private LineType collection(CollectionType type, String path) {
        LineType element = typeOf(collections.elementType(type), path);
        Type keys = collections.keyType(type);
        return keys != null && isMap(type) ? LineTypes.entries(typeOf(keys, path), element) : LineTypes.list(element);
    }

    private LineType typeOf(Type element, String path) {
        return readers.elements(element, path, rules).type();
    }

    private boolean isMap(CollectionType type) {
        CollectionClassification classification =
                collections.persister(type).getCollectionSemantics().getCollectionClassification();
        return switch (classification) {
            case MAP, SORTED_MAP, ORDERED_MAP -> true;
            case SET, SORTED_SET, ORDERED_SET, LIST, ARRAY, BAG, ID_BAG -> false;
        };
    }
}
