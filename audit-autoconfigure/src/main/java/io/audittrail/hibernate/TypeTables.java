package io.audittrail.hibernate;

import java.util.LinkedHashSet;
import java.util.Set;
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
        type.visitAttributeMappings(attribute -> {
            if (attribute.isPluralAttributeMapping()) {
                String table = ofCollection(attribute.asPluralAttributeMapping().getCollectionDescriptor());
                if (table != null) {
                    tables.add(table);
                }
            }
        });
        return tables;
    }

    /** The one that a collection has for itself and writes; null when it has none. */
    static @Nullable String ofCollection(CollectionPersister collection) {
        String table = collection.getAttributeMapping().getSeparateCollectionTable();
        return table == null || collection.isInverse() ? null : unquoted(table);
    }

    /** Those of the entities in which the type writes its key, for the collections that have no table. */
    static Set<String> ofElements(EntityPersister type) {
        Set<String> tables = new LinkedHashSet<>();
        type.visitAttributeMappings(attribute -> {
            if (attribute.isPluralAttributeMapping()) {
                CollectionPersister collection =
                        attribute.asPluralAttributeMapping().getCollectionDescriptor();
                if (collection.isOneToMany() && !collection.isInverse()) {
                    EntityPersister element = collection.getElementPersister();
                    tables.addAll(own(element));
                    element.getSubMappingTypes().forEach(sub -> tables.addAll(own(sub.getEntityPersister())));
                }
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
