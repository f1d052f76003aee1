package io.audittrail.hibernate;

import io.audittrail.hibernate.UnitCoverage.Attribute;
import io.audittrail.hibernate.UnitCoverage.Policy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.generator.Generator;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Selectable;
import org.hibernate.persister.collection.AbstractCollectionPersister;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.CollectionType;
import org.hibernate.type.ComponentType;
import org.hibernate.type.EntityType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of each attribute of one entity type, and says why. */
final class AttributeChoice {

    static final String NEVER_WRITTEN = "Hibernate never writes it";
    private static final String AUDITED = "its type is audited";

    private final PersistentClass mapping;
    private final EntityPersister persister;
    private final List<Class<?>> owners;
    private final AttributeRules rules;
    private final ValueReaders readers;
    private final CollectionMappings collections;

    /** A collection that the type has, itself or within an embeddable. */
    record Collected(Attribute attribute, CollectionType type) {}

    /** @param owners the entity's class, if it has one */
    AttributeChoice(
            PersistentClass mapping,
            EntityPersister persister,
            List<Class<?>> owners,
            AttributeRules rules,
            ValueReaders readers,
            CollectionMappings collections) {
        this.mapping = mapping;
        this.persister = persister;
        this.owners = owners;
        this.rules = rules;
        this.readers = readers;
        this.collections = collections;
    }

    /** The attribute at a place of Hibernate's state arrays. */
    Attribute of(int index) {
        String name = persister.getPropertyNames()[index];
        String masked = masked(owners, name, persister.getPropertyTypes()[index]);
        String excluded = excluded(index, name);
        if (excluded != null) {
            return new Attribute(name, Policy.EXCLUDED, excluded);
        }
        return masked != null
                ? new Attribute(name, Policy.MASKED, masked)
                : new Attribute(
                        name,
                        Policy.AUDITED,
                        isSetAtUpdate(persister, index)
                                ? "its type is audited; set at each update, so recorded beside another change"
                                : AUDITED);
    }

    /** Hibernate hides attributes of its own behind those of the application. */
    boolean isHidden(int index) {
        return property(index).isSynthetic();
    }

    /** Of an embeddable: it has no value of its own to be recorded. */
    boolean hasNothingButCollections(int index) {
        Type type = persister.getPropertyTypes()[index];
        return type instanceof ComponentType && isOfCollections(type);
    }

    private static boolean isOfCollections(Type type) {
        return type.isCollectionType()
                || (type instanceof ComponentType component
                        && Stream.of(component.getSubtypes()).allMatch(AttributeChoice::isOfCollections));
    }

    /** What an attribute that is shown is made of, if it is an embeddable. */
    List<Attribute> parts(int index) {
        List<Attribute> parts = new ArrayList<>();
        addParts(persister.getPropertyTypes()[index], persister.getPropertyNames()[index], parts);
        return parts;
    }

    /**
     * All attributes with all their parts, and the identifier: each as the columns are that hold it. What a ValueEncoder
     * makes one value of has several.
     */
    List<Attribute> stored() {
        List<Attribute> stored = new ArrayList<>(identifier());
        addStoredIdentifier(stored);
        for (int i = 0; i < persister.getPropertyNames().length; i++) {
            Attribute attribute = of(i);
            stored.add(attribute);
            if (attribute.policy() == Policy.AUDITED) {
                addStored(persister.getPropertyTypes()[i], attribute.path(), stored);
            }
        }
        return stored;
    }

    private void addStoredIdentifier(List<Attribute> stored) {
        String attribute = persister.getIdentifierPropertyName();
        if (persister.getIdentifierType() instanceof ComponentType component) {
            List<Class<?>> holders = new ArrayList<>(readers.owners(component));
            if (attribute == null) {
                holders.addAll(owners);
            }
            for (int i = 0; i < component.getPropertyNames().length; i++) {
                String name = component.getPropertyNames()[i];
                Attribute part = identifying(attribute == null ? name : attribute + '.' + name, holders);
                stored.add(part);
                if (part.policy() == Policy.AUDITED) {
                    addStored(component.getSubtypes()[i], part.path(), stored);
                }
            }
        }
    }

    private void addStored(@Nullable Type type, String path, List<Attribute> stored) {
        if (type instanceof CollectionType collection) {
            addStored(collections.elementType(collection), path, stored);
            addStored(collections.keyType(collection), path, stored);
        } else if (type instanceof ComponentType component) {
            List<Class<?>> holders = readers.owners(component);
            for (int i = 0; i < component.getPropertyNames().length; i++) {
                Attribute part = part(
                        path + '.' + component.getPropertyNames()[i], component.getSubtypes()[i], holders);
                stored.add(part);
                if (part.policy() == Policy.AUDITED) {
                    addStored(component.getSubtypes()[i], part.path(), stored);
                }
            }
        }
    }

    /** The collections that are recorded, of the attribute itself or within it. */
    List<Collected> collections(int index) {
        List<Collected> found = new ArrayList<>();
        Attribute attribute = of(index);
        Type type = persister.getPropertyTypes()[index];
        if (type instanceof CollectionType collection && attribute.policy() != Policy.EXCLUDED) {
            found.add(new Collected(attribute, collection));
        } else {
            addCollections(type, attribute, found);
        }
        return found;
    }

    private void addCollections(Type type, Attribute holder, List<Collected> found) {
        if (!(type instanceof ComponentType component) || holder.policy() == Policy.EXCLUDED) {
            return;
        }
        List<Class<?>> holders = readers.owners(component);
        String[] names = component.getPropertyNames();
        for (int i = 0; i < names.length; i++) {
            Type partType = component.getSubtypes()[i];
            Attribute part = part(holder.path() + '.' + names[i], partType, holders);
            if (holder.policy() == Policy.MASKED && part.policy() == Policy.AUDITED) {
                part = new Attribute(part.path(), Policy.MASKED, holder.why());
            }
            if (partType instanceof CollectionType collection && part.policy() != Policy.EXCLUDED) {
                found.add(new Collected(part.alone(), collection));
            } else {
                addCollections(partType, part, found);
            }
        }
    }

    /** The names of what must not be shown, and of what has it as a part. */
    Set<String> secrets() {
        Set<String> secrets = new HashSet<>();
        for (int i = 0; i < persister.getPropertyNames().length; i++) {
            addSecrets(persister.getPropertyTypes()[i], persister.getPropertyNames()[i], owners, secrets);
        }
        for (Attribute part : identifier()) {
            if (part.policy() == Policy.MASKED) {
                secrets.addAll(List.of(part.path().split("\\.")));
            }
        }
        return secrets;
    }

    private boolean addSecrets(@Nullable Type type, String path, List<Class<?>> holders, Set<String> secrets) {
        boolean secret = rules.excluded(holders, path) != null || readers.masked(holders, path, type, rules) != null;
        if (type instanceof CollectionType collection) {
            secret |= addSecrets(collections.elementType(collection), path, holders, secrets);
            secret |= addSecrets(collections.keyType(collection), path, holders, secrets);
        }
        if (type instanceof ComponentType component) {
            List<Class<?>> own = readers.owners(component);
            for (int i = 0; i < component.getPropertyNames().length; i++) {
                String part = path + '.' + component.getPropertyNames()[i];
                secret |= addSecrets(component.getSubtypes()[i], part, own, secrets);
            }
        }
        if (secret) {
            secrets.add(path.substring(path.lastIndexOf('.') + 1));
        }
        return secret;
    }

    /** Nothing of an identifier can be left out. */
    List<Attribute> identifier() {
        Type type = persister.getIdentifierType();
        String attribute = persister.getIdentifierPropertyName();
        List<Attribute> identifier = new ArrayList<>();
        if (type instanceof ComponentType component && !readers.isEncoded(type)) {
            List<Class<?>> holders = new ArrayList<>(readers.owners(component));
            if (attribute == null) {
                holders.addAll(owners);
            } else {
                identifier.add(new Attribute(attribute, Policy.AUDITED, "the identifier"));
            }
            for (String part : component.getPropertyNames()) {
                identifier.add(identifying(attribute == null ? part : attribute + '.' + part, holders));
            }
        } else {
            identifier.add(identifying(attribute == null ? "id" : attribute, owners));
        }
        return identifier;
    }

    /** Whether Hibernate or the database gives the attribute a value of their own at each update. */
    static boolean isSetAtUpdate(EntityPersister persister, int index) {
        Generator generator = persister.getGenerators()[index];
        return generator != null && generator.generatesOnUpdate();
    }

    private Attribute identifying(String path, List<Class<?>> holders) {
        String masked = readers.maskedId(persister, path, holders);
        return masked == null
                ? new Attribute(path, Policy.AUDITED, "the identifier")
                : new Attribute(path, Policy.MASKED, masked + "; a pseudonym identifies");
    }

    private void addParts(Type whole, String path, List<Attribute> parts) {
        Type type = whole instanceof CollectionType collection ? collections.elementType(collection) : whole;
        if (!(type instanceof ComponentType component) || readers.isEncoded(type)) {
            return;
        }
        List<Class<?>> holders = readers.owners(component);
        String[] names = component.getPropertyNames();
        for (int i = 0; i < names.length; i++) {
            Attribute part = part(path + '.' + names[i], component.getSubtypes()[i], holders);
            parts.add(component.getSubtypes()[i].isCollectionType() ? part.alone() : part);
            if (part.policy() == Policy.AUDITED) {
                addParts(component.getSubtypes()[i], part.path(), parts);
            }
        }
    }

    private Attribute part(String path, Type type, List<Class<?>> holders) {
        String excluded = rules.excluded(holders, path);
        if (excluded == null && type instanceof CollectionType collection) {
            excluded = unwritten(collection);
        }
        if (excluded != null) {
            return new Attribute(path, Policy.EXCLUDED, excluded);
        }
        String masked = masked(holders, path, type);
        if (masked != null) {
            return new Attribute(path, Policy.MASKED, masked);
        }
        return new Attribute(path, Policy.AUDITED, AUDITED);
    }

    /** Also for the sake of a part of the value, or of a collection's elements. */
    private @Nullable String masked(List<Class<?>> holders, String path, Type type) {
        String masked = readers.masked(holders, path, type, rules);
        if (masked == null && type instanceof CollectionType collection) {
            masked = readers.masked(holders, path, collections.elementType(collection), rules);
        }
        return masked;
    }

    /** Why a collection is not recorded here; null when it is. */
    private @Nullable String unwritten(CollectionType type) {
        CollectionPersister collection = collections.persister(type);
        if (collection.isInverse()) {
            return "the far side of an association, recorded where that is written";
        }
        return collection instanceof AbstractCollectionPersister written && !written.isRowInsertEnabled()
                ? NEVER_WRITTEN
                : null;
    }

    private @Nullable String excluded(int index, String name) {
        String excluded = rules.excluded(owners, name);
        if (excluded != null) {
            return excluded;
        }
        String unwritten = unwritten(index);
        return unwritten != null ? unwritten : rules.unselected(name);
    }

    /**
     * Why a change of the attribute is no change of a column that Hibernate writes for it; null when it is. The version is
     * left out: it says no more than that something else changed.
     */
    private @Nullable String unwritten(int index) {
        Type type = persister.getPropertyTypes()[index];
        Property property = property(index);
        if (type instanceof CollectionType collection) {
            return unwritten(collection);
        }
        if (persister.isVersioned() && index == persister.getVersionPropertyIndex()) {
            return "the version attribute";
        }
        if (type instanceof EntityType toOne && toOne.isOneToOne()) {
            return "the far side of a one-to-one association";
        }
        if (property.isSynthetic()) {
            return "an attribute of Hibernate's own";
        }
        if (!hasNothingButCollections(index)
                && property.getValue().getSelectables().stream().allMatch(Selectable::isFormula)) {
            return property.getValue().hasFormula() ? "computed by a formula" : "has no column";
        }
        boolean isWritten =
                property.isInsertable() || property.isUpdatable() || property.getValueGeneratorCreator() != null;
        return isWritten ? null : NEVER_WRITTEN;
    }

    private Property property(int index) {
        return mapping.getProperty(persister.getPropertyNames()[index]);
    }
}
