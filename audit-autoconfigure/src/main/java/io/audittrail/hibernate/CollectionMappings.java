package io.audittrail.hibernate;

import org.hibernate.boot.Metadata;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.IndexedCollection;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.type.CollectionType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/** How the collections of a unit are mapped. */
record CollectionMappings(Metadata metadata, SessionFactoryImplementor factory) {

    CollectionPersister persister(CollectionType type) {
        return factory.getMappingMetamodel().getCollectionDescriptor(type.getRole());
    }

    Type elementType(CollectionType type) {
        return mapping(type).getElement().getType();
    }

    /** The type of a map's keys, or of a list's places; null for a collection that has neither. */
    @Nullable
    Type keyType(CollectionType type) {
        return mapping(type) instanceof IndexedCollection indexed
                ? indexed.getIndex().getType()
                : null;
    }

    private Collection mapping(CollectionType type) {
        return metadata.getCollectionBinding(type.getRole());
    }
}
