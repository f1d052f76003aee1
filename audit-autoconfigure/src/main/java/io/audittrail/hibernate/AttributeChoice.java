package io.audittrail.hibernate;

import io.audittrail.hibernate.UnitCoverage.Attribute;
import io.audittrail.hibernate.UnitCoverage.Policy;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.generator.Generator;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Selectable;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.ComponentType;
import org.hibernate.type.EntityType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of each attribute of one entity type, and says why. */
final class AttributeChoice {

    private static final String COLLECTION = "collections are not recorded in this version";

    private final PersistentClass mapping;
    private final EntityPersister persister;
    private final List<Class<?>> owners;
    private final AttributeRules rules;
    private final ValueReaders readers;

    /** @param owners the entity's class, if it has one */
    AttributeChoice(
            PersistentClass mapping,
            EntityPersister persister,
            List<Class<?>> owners,
            AttributeRules rules,
            ValueReaders readers) {
        this.mapping = mapping;
        this.persister = persister;
        this.owners = owners;
        this.rules = rules;
        this.readers = readers;
    }

    /** The attribute at a place of Hibernate's state arrays. */
    Attribute of(int index) {
        String name = persister.getPropertyNames()[index];
        String masked = rules.masked(owners, name);
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
                                : "its type is audited");
    }

    /** Hibernate hides attributes of its own behind those of the application. */
    boolean isHidden(int index) {
        return property(index).isSynthetic();
    }

    /** What an attribute that is shown is made of, if it is an embeddable. */
    List<Attribute> parts(int index) {
        List<Attribute> parts = new ArrayList<>();
        addParts(persister.getPropertyTypes()[index], persister.getPropertyNames()[index], parts);
        return parts;
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
        String masked = rules.masked(holders, path);
        return masked == null
                ? new Attribute(path, Policy.AUDITED, "the identifier")
                : new Attribute(path, Policy.MASKED, masked + "; a pseudonym identifies");
    }

    private void addParts(Type type, String path, List<Attribute> parts) {
        if (!(type instanceof ComponentType component) || readers.isEncoded(type)) {
            return;
        }
        List<Class<?>> holders = readers.owners(component);
        String[] names = component.getPropertyNames();
        for (int i = 0; i < names.length; i++) {
            Attribute part = part(path + '.' + names[i], component.getSubtypes()[i], holders);
            parts.add(part);
            if (part.policy() == Policy.AUDITED) {
                addParts(component.getSubtypes()[i], part.path(), parts);
            }
        }
    }

    private Attribute part(String path, Type type, List<Class<?>> holders) {
        String excluded = rules.excluded(holders, path);
        if (excluded != null) {
            return new Attribute(path, Policy.EXCLUDED, excluded);
        }
        String masked = rules.masked(holders, path);
        if (masked != null) {
            return new Attribute(path, Policy.MASKED, masked);
        }
        return readers.of(type, path, rules) == null
                ? new Attribute(path, Policy.EXCLUDED, COLLECTION)
                : new Attribute(path, Policy.AUDITED, "its type is audited");
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
        if (type.isCollectionType()) {
            return COLLECTION;
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
        if (property.getValue().getSelectables().stream().allMatch(Selectable::isFormula)) {
            return property.getValue().hasFormula() ? "computed by a formula" : "has no column";
        }
        boolean isWritten =
                property.isInsertable() || property.isUpdatable() || property.getValueGeneratorCreator() != null;
        return isWritten ? null : "Hibernate never writes it";
    }

    private Property property(int index) {
        return mapping.getProperty(persister.getPropertyNames()[index]);
    }
}
