package io.audittrail.hibernate;

import io.audittrail.transaction.Failures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.hibernate.generator.Generator;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.EntityType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/** Makes the plan of an entity type from its mapping, its annotations and the settings. */
final class EntityPlans {

    private final SettingsMatch settings;
    private final ValueReaders readers;
    private final Failures failures;

    EntityPlans(SettingsMatch settings, ValueReaders readers, Failures failures) {
        this.settings = settings;
        this.readers = readers;
        this.failures = failures;
    }

    EntityPlan of(PersistentClass mapping, EntityName name, EntityPersister persister) {
        Class<?> javaType = mapping.getClassName() == null ? null : mapping.getMappedClass();
        AttributeRules rules = new AttributeRules(settings, name, javaType);
        String[] attributes = persister.getPropertyNames();
        rules.requireKnown(Set.of(attributes));
        List<AttributePlan> recorded = new ArrayList<>();
        for (int i = 0; i < attributes.length; i++) {
            AttributePlan attribute = plan(i, persister, javaType, rules);
            if (attribute != null
                    && rules.selected(attributes[i])
                    && isWritten(mapping.getProperty(attributes[i]), i, persister)) {
                recorded.add(attribute);
            }
        }
        EntityLabel label = label(persister, javaType, rules);
        return new EntityPlan(name.jpaName(), readers.id(persister), recorded, label, failures);
    }

    private @Nullable AttributePlan plan(
            int index, EntityPersister persister, @Nullable Class<?> owner, AttributeRules rules) {
        String attribute = persister.getPropertyNames()[index];
        Type type = persister.getPropertyTypes()[index];
        boolean masked = rules.masked(owner, attribute);
        if (rules.excluded(owner, attribute)) {
            return null;
        }
        ValueReader reader = readers.of(type, attribute, rules);
        if (reader == null) {
            return null;
        }
        Generator generator = persister.getGenerators()[index];
        boolean setAtUpdate = generator != null && generator.generatesOnUpdate();
        return new AttributePlan(attribute, index, type, masked ? ValueReaders.MASK : reader, setAtUpdate);
    }

    /**
     * Whether a change of the attribute is a change of a column that Hibernate writes for it. The version is left out: it
     * says no more than that something else changed.
     */
    private static boolean isWritten(Property property, int index, EntityPersister persister) {
        if (persister.isVersioned() && index == persister.getVersionPropertyIndex()) {
            return false;
        }
        if (persister.getPropertyTypes()[index] instanceof EntityType toOne && toOne.isOneToOne()) {
            return false;
        }
        return !property.isSynthetic()
                && property.getValue().getSelectables().stream().anyMatch(Column.class::isInstance)
                && (property.isInsertable() || property.isUpdatable() || property.getValueGeneratorCreator() != null);
    }

    private @Nullable EntityLabel label(EntityPersister persister, @Nullable Class<?> owner, AttributeRules rules) {
        List<AttributePlan> parts = new ArrayList<>();
        for (int index : labelIndexes(persister, rules)) {
            AttributePlan part = plan(index, persister, owner, rules);
            if (part == null || part.reader() == ValueReaders.MASK) {
                return null;
            }
            parts.add(part);
        }
        return parts.isEmpty() ? null : new EntityLabel(parts);
    }

    private static int[] labelIndexes(EntityPersister persister, AttributeRules rules) {
        String named = rules.label();
        if (named != null) {
            return new int[] {Arrays.asList(persister.getPropertyNames()).indexOf(named)};
        }
        return persister.hasNaturalIdentifier() ? persister.getNaturalIdentifierProperties() : new int[0];
    }
}
