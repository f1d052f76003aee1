package io.audittrail.hibernate;

import java.util.LinkedHashSet;
import java.util.Set;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;

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
                PluralAttributeMapping collection = attribute.asPluralAttributeMapping();
                String table = collection.getSeparateCollectionTable();
                if (table != null && !collection.getCollectionDescriptor().isInverse()) {
                    tables.add(unquoted(table));
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
