package io.audittrail.hibernate;

import io.audittrail.hibernate.UnitCoverage.Attribute;
import io.audittrail.hibernate.UnitCoverage.Policy;
import io.audittrail.transaction.Failures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/** Makes the plan of an entity type from its mapping, its annotations and the settings, and tells what it leaves out. */
final class EntityPlans {

    private final SettingsMatch settings;
    private final ValueReaders readers;
    private final CollectionMappings collections;
    private final Failures failures;

    EntityPlans(SettingsMatch settings, ValueReaders readers, CollectionMappings collections, Failures failures) {
        this.settings = settings;
        this.readers = readers;
        this.collections = collections;
        this.failures = failures;
    }

    /**
     * @param attributes of all that the type has, recorded or not
     * @param stored those, with the identifier and all parts that have columns
     * @param secrets the names of those that must not be shown
     * @param mapped of which types they are
     */
    record Planned(
            EntityPlan plan,
            List<Attribute> identifier,
            List<Attribute> attributes,
            List<Attribute> stored,
            Set<String> secrets,
            UnitCoverage.Mapped mapped) {}

    Planned of(PersistentClass mapping, EntityName name, EntityPersister persister) {
        Class<?> javaType = mapping.getClassName() == null ? null : mapping.getMappedClass();
        List<Class<?>> owners = javaType == null ? List.of() : List.of(javaType);
        AttributeRules rules = new AttributeRules(settings, name, javaType);
        String[] names = persister.getPropertyNames();
        rules.requireKnown(Set.of(names));
        AttributeChoice choice = new AttributeChoice(mapping, persister, owners, rules, readers, collections);
        List<PropertyPlan> recorded = new ArrayList<>();
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            AttributePlan plan = plan(i, persister, owners, rules);
            Attribute attribute = choice.of(i);
            if (!choice.isHidden(i)) {
                attributes.add(attribute);
            }
            if (plan != null && attribute.policy() != Policy.EXCLUDED && !choice.hasNothingButCollections(i)) {
                recorded.add(plan);
            }
            if (attribute.policy() == Policy.AUDITED) {
                attributes.addAll(choice.parts(i));
            }
            for (AttributeChoice.Collected each : choice.collections(i)) {
                if (!choice.isHidden(i) && !attributes.contains(each.attribute())) {
                    attributes.add(each.attribute());
                }
                recorded.add(collection(each, rules));
            }
        }
        EntityLabel label = label(persister, owners, rules);
        EntityPlan plan = new EntityPlan(
                name.jpaName(),
                TypeTables.own(persister),
                readers.id(persister),
                recorded,
                label,
                settings.wholeRows(),
                failures);
        UnitCoverage.Mapped mapped = new MappedTypes(readers, collections, rules).of(persister, mapping);
        return new Planned(plan, choice.identifier(), attributes, choice.stored(), choice.secrets(), mapped);
    }

    private @Nullable AttributePlan plan(
            int index, EntityPersister persister, List<Class<?>> owners, AttributeRules rules) {
        String attribute = persister.getPropertyNames()[index];
        Type type = persister.getPropertyTypes()[index];
        boolean masked = readers.masked(owners, attribute, type, rules) != null;
        if (rules.excluded(owners, attribute) != null) {
            return null;
        }
        ValueForm form = readers.of(type, attribute, rules);
        if (form == null) {
            return null;
        }
        return new AttributePlan(
                attribute,
                index,
                type,
                masked ? ValueReaders.MASK : form.reader(),
                AttributeChoice.isSetAtUpdate(persister, index));
    }

    private CollectionPlan collection(AttributeChoice.Collected collected, AttributeRules rules) {
        String path = collected.attribute().path();
        Type elements = collections.elementType(collected.type());
        Type keys = collections.keyType(collected.type());
        return new CollectionPlan(
                path,
                TypeTables.ofCollection(collections.persister(collected.type())),
                collected.attribute().policy() == Policy.MASKED,
                new CollectionReading(
                        collections.persister(collected.type()),
                        new ElementComparison(elements, readers.elements(elements, path, rules)),
                        keys == null ? null : readers.elements(keys, path, rules),
                        failures));
    }

    private @Nullable EntityLabel label(EntityPersister persister, List<Class<?>> owners, AttributeRules rules) {
        List<AttributePlan> parts = new ArrayList<>();
        for (int index : labelIndexes(persister, rules)) {
            AttributePlan part = plan(index, persister, owners, rules);
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
