package io.audittrail.hibernate;

import io.audittrail.hibernate.SecretColumns.Place;
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
        EntityName name = new EntityName(persister.getJpaEntityName(), persister.getEntityName());
        String why = new AttributeRules(settings, name, persister.getMappedClass()).masked(owners, path);
        return why != null ? why : whyElsewhere(persister, SecretColumns.places(part(persister, path)));
    }

    private @Nullable String whyElsewhere(EntityPersister persister, List<Place> part) {
        for (int i = 0; i < persister.getNumberOfAttributeMappings(); i++) {
            AttributeMapping attribute = persister.getAttributeMapping(i);
            ForeignKeyDescriptor key =
                    attribute instanceof ToOneAttributeMapping toOne ? toOne.getForeignKeyDescriptor() : null;
            if (key != null && attribute instanceof ToOneAttributeMapping toOne) {
                String why = whyOfTarget(
                        toOne.getAssociatedEntityMappingType().getEntityPersister(),
                        SecretColumns.places(key.getKeyPart()),
                        SecretColumns.places(key.getTargetPart()),
                        part);
                if (why != null) {
                    return why;
                }
            }
        }
        return null;
    }

    /** Column by column: a part may be what only a part of the other is. */
    private @Nullable String whyOfTarget(EntityPersister target, List<Place> from, List<Place> to, List<Place> part) {
        for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
            if (part.contains(from.get(i)) && !from.get(i).equals(to.get(i))) {
                String why = why(target, to.get(i));
                if (why != null) {
                    return why;
                }
            }
        }
        return null;
    }

    private @Nullable String why(EntityPersister target, Place column) {
        String attribute = target.getIdentifierPropertyName();
        EntityIdentifierMapping identifier = target.getIdentifierMapping();
        List<Class<?>> owners = new ArrayList<>(Collections.singletonList(target.getMappedClass()));
        if (!(identifier.getPartMappingType() instanceof EmbeddableMappingType parts)) {
            return SecretColumns.places(identifier).contains(column)
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
            if (SecretColumns.places(part).contains(column)) {
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
