package io.audittrail.hibernate;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.AttributeMappingsList;
import org.hibernate.metamodel.mapping.CollectionPart;
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
        forEachCollection(type, "", (path, collection) -> {
            String table = ofCollection(collection);
            if (table != null) {
                tables.add(table);
            }
        });
        return tables;
    }

    /** By their paths, also within embeddables. */
    private static void forEachCollection(
            ManagedMappingType type, String before, BiConsumer<String, CollectionPersister> each) {
        AttributeMappingsList attributes = type.getAttributeMappings();
        for (int i = 0; i < attributes.size(); i++) {
            AttributeMapping attribute = attributes.get(i);
            String path = before + attribute.getAttributeName();
            if (attribute.isPluralAttributeMapping()) {
                each.accept(path, attribute.asPluralAttributeMapping().getCollectionDescriptor());
            } else if (attribute instanceof EmbeddedAttributeMapping embedded) {
                forEachCollection(embedded.getEmbeddableTypeDescriptor(), path + '.', each);
            }
        }
    }

    /** The one that a collection has for itself and writes; null when it has none. */
    static @Nullable String ofCollection(CollectionPersister collection) {
        String table = collection.getAttributeMapping().getSeparateCollectionTable();
        return table == null || collection.isInverse() ? null : unquoted(table);
    }

    /** Of each collection, those of the entities in which the type writes its key: none where the collection has a table. */
    static Map<String, Set<String>> ofElements(EntityPersister type) {
        Map<String, Set<String>> all = new LinkedHashMap<>();
        forEachCollection(type, "", (path, collection) -> {
            Set<String> tables = new LinkedHashSet<>();
            if (collection.isOneToMany() && !collection.isInverse()) {
                EntityPersister element = collection.getElementPersister();
                tables.addAll(own(element));
                element.getSubMappingTypes().forEach(sub -> tables.addAll(own(sub.getEntityPersister())));
            }
            all.put(path, tables);
        });
        return all;
    }

    /**
     * The columns of elements that hold their place, a position or a key, in a collection that the elements themselves belong to
     * by an attribute of theirs: Hibernate writes it, and no record tells of it. By their tables.
     */
    static Map<String, Set<String>> places(EntityPersister type) {
        Map<String, Set<String>> places = new LinkedHashMap<>();
        forEachCollection(type, "", (path, collection) -> {
            CollectionPart index = collection.getAttributeMapping().getIndexDescriptor();
            if (index != null && collection.isOneToMany() && collection.isInverse()) {
                boolean[] written = collection.getIndexColumnIsSettable();
                index.forEachSelectable((i, column) -> {
                    if (written[i] && !column.isFormula()) {
                        places.computeIfAbsent(
                                        unquoted(column.getContainingTableExpression()), table -> new LinkedHashSet<>())
                                .add(CatalogName.ofColumn(column.getSelectionExpression()));
                    }
                });
            }
        });
        return places;
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
