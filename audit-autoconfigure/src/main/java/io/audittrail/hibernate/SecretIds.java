package io.audittrail.hibernate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.metamodel.mapping.ForeignKeyDescriptor;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.ComponentType;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of identifiers must not be shown: those that somebody masks, and with {@code @MapsId} those that are such a
 * part of another entity's.
 */
final class SecretIds {

    private final SettingsMatch settings;
    private final ValueReaders readers;

    SecretIds(SettingsMatch settings, ValueReaders readers) {
        this.settings = settings;
        this.readers = readers;
    }

    /**
     * Why a part of an identifier is masked; null when it is not.
     *
     * @param path from the entity to the part, or to the identifier that has none
     * @param owners who may say so
     */
    @Nullable
    String why(EntityPersister persister, String path, List<Class<?>> owners) {
        String why = AttributeRules.of(settings, persister).masked(owners, path);
        return why != null ? why : whyElsewhere(persister, ColumnPlace.of(part(persister, path)));
    }

    private @Nullable String whyElsewhere(EntityPersister persister, List<ColumnPlace> part) {
        for (int i = 0; i < persister.getNumberOfAttributeMappings(); i++) {
            if (persister.getAttributeMapping(i) instanceof ToOneAttributeMapping toOne) {
                String why = whyOfTarget(toOne, part);
                if (why != null) {
                    return why;
                }
            }
        }
        return null;
    }

    private @Nullable String whyOfTarget(ToOneAttributeMapping toOne, List<ColumnPlace> part) {
        ForeignKeyDescriptor key = toOne.getForeignKeyDescriptor();
        if (key == null) {
            return null;
        }
        EntityPersister target = toOne.getAssociatedEntityMappingType().getEntityPersister();
        for (ColumnReference reference : ColumnReference.of(key)) {
            if (part.contains(reference.from())) {
                String why = why(target, reference.to());
                if (why != null) {
                    return why;
                }
            }
        }
        return null;
    }

    private @Nullable String why(EntityPersister target, ColumnPlace column) {
        String attribute = target.getIdentifierPropertyName();
        EntityIdentifierMapping identifier = target.getIdentifierMapping();
        List<Class<?>> owners = new ArrayList<>(Collections.singletonList(target.getMappedClass()));
        if (!(identifier.getPartMappingType() instanceof EmbeddableMappingType parts)) {
            return ColumnPlace.of(identifier).contains(column)
                    ? why(target, attribute == null ? "id" : attribute, owners)
                    : null;
        }
        if (target.getIdentifierType() instanceof ComponentType component) {
            if (attribute != null) {
                owners.clear();
            }
            owners.addAll(readers.owners(component));
        }
        for (int i = 0; i < parts.getNumberOfAttributeMappings(); i++) {
            AttributeMapping part = parts.getAttributeMapping(i);
            if (ColumnPlace.of(part).contains(column)) {
                String name = part.getAttributeName();
                return why(target, attribute == null ? name : attribute + '.' + name, owners);
            }
        }
        return null;
    }

    /** The identifier itself where it has no such part. */
    private static ModelPart part(EntityPersister persister, String path) {
        EntityIdentifierMapping identifier = persister.getIdentifierMapping();
        if (identifier.getPartMappingType() instanceof EmbeddableMappingType parts) {
            ModelPart found = parts.findAttributeMapping(path.substring(path.lastIndexOf('.') + 1));
            return found == null ? identifier : found;
        }
        return identifier;
    }
}
