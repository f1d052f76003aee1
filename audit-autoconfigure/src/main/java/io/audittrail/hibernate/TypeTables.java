package io.audittrail.hibernate;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.AttributeMappingsList;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.internal.EmbeddedAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** In which tables the entities of a type are, by their names without quotes. */
final class TypeTables {

    private TypeTables() {}

    /** Those that have a row for each entity. */
    static Set<String> own(EntityPersister type) {
        Set<String> tables = new LinkedHashSet<>();
        type.forEachTableDetails(table -> {
            if (!table.getTableName().startsWith("(")) { // a union of several
                tables.add(unquoted(table.getTableName()));
            }
        });
        return tables;
    }

    /** Those of the collections that the type writes. */
    static Set<String> ofCollections(EntityPersister type) {
        Set<String> tables = new LinkedHashSet<>();
        forEachCollection(type, collection -> {
            String table = ofCollection(collection);
            if (table != null) {
                tables.add(table);
            }
        });
        return tables;
    }

    /** Also within embeddables. */
    private static void forEachCollection(ManagedMappingType type, Consumer<CollectionPersister> each) {
        AttributeMappingsList attributes = type.getAttributeMappings();
        for (int i = 0; i < attributes.size(); i++) {
            AttributeMapping attribute = attributes.get(i);
            if (attribute.isPluralAttributeMapping()) {
                each.accept(attribute.asPluralAttributeMapping().getCollectionDescriptor());
            } else if (attribute instanceof EmbeddedAttributeMapping embedded) {
                forEachCollection(embedded.getEmbeddableTypeDescriptor(), each);
            }
        }
    }

    /** The one that a collection has for itself and writes; null when it has none. */
    static @Nullable String ofCollection(CollectionPersister collection) {
        String table = collection.getAttributeMapping().getSeparateCollectionTable();
        return table == null || collection.isInverse() ? null : unquoted(table);
    }

    /** Those of the entities in which the type writes its key, for the collections that have no table. */
    static Set<String> ofElements(EntityPersister type) {
        Set<String> tables = new LinkedHashSet<>();
        forEachCollection(type, collection -> {
            if (collection.isOneToMany() && !collection.isInverse()) {
                EntityPersister element = collection.getElementPersister();
                tables.addAll(own(element));
                element.getSubMappingTypes().forEach(sub -> tables.addAll(own(sub.getEntityPersister())));
            }
        });
        return tables;
    }

    static Set<String> all(EntityPersister type) {
        Set<String> tables = own(type);
        tables.addAll(ofCollections(type));
        return tables;
    }

    static String unquoted(String name) {
        return name.replaceAll("[\"`\\[\\]]", "");
    }
}
