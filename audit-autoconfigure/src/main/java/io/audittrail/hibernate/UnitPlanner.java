package io.audittrail.hibernate;

import io.audittrail.ValueEncoder;
import io.audittrail.hibernate.TypeSelection.Decision;
import io.audittrail.hibernate.UnitCoverage.Attribute;
import io.audittrail.hibernate.UnitCoverage.Policy;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import io.audittrail.transaction.PlainValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.persister.entity.EntityPersister;

/** Decides which types of a unit are audited, and makes their plans. */
final class UnitPlanner {

    /** Our own tables as entities: what they tell is not told again. */
    private static final Set<String> OURS =
            Set.of("io.audittrail.entities.AuditTransaction", "io.audittrail.entities.AuditActivity");

    private final SettingsMatch settings;
    private final List<ValueEncoder<?>> encoders;
    private final PlainValues values;
    private final Failures failures;
    private final Gate gate;

    UnitPlanner(
            SettingsMatch settings, List<ValueEncoder<?>> encoders, PlainValues values, Failures failures, Gate gate) {
        this.settings = settings;
        this.encoders = encoders;
        this.values = values;
        this.failures = failures;
        this.gate = gate;
    }

    /** @param read whether it is recorded who loads its entities */
    record Selected(PersistentClass mapping, EntityName name, Decision decision, boolean read) {}

    List<Selected> select(Metadata metadata, BootstrapContext bootstrap) {
        TypeSelection selection =
                new TypeSelection(settings, type -> new ListenerDeclarations(bootstrap).of(type), failures, gate);
        List<Selected> types = new ArrayList<>();
        for (PersistentClass mapping : metadata.getEntityBindings()) {
            EntityName name = nameOf(mapping);
            if (OURS.contains(name.className())) {
                continue;
            }
            Decision decision = selection.decide(mapping, name);
            types.add(new Selected(mapping, name, decision, decision.audited() && selection.reads(mapping, name)));
        }
        types.sort(Comparator.comparing(type -> type.name().jpaName()));
        return types;
    }

    private static EntityName nameOf(PersistentClass mapping) {
        String className = mapping.getClassName() == null ? mapping.getEntityName() : mapping.getClassName();
        String jpaName = mapping.getJpaEntityName();
        return new EntityName(
                jpaName != null ? jpaName : className.substring(className.lastIndexOf('.') + 1), className);
    }

    /** Types that are left out are looked at as well: a setting that names one of their attributes is no mistake. */
    UnitPlans plan(String unit, List<Selected> types, CollectionMappings collections) {
        SessionFactoryImplementor factory = collections.factory();
        ValueReaders readers = new ValueReaders(factory, settings, encoders, values);
        EntityPlans maker = new EntityPlans(settings, readers, collections, failures);
        Map<EntityPersister, EntityPlan> plans = new HashMap<>();
        Map<EntityPersister, EntityPlan> read = new HashMap<>();
        List<UnitCoverage.Type> coverage = new ArrayList<>();
        List<TypePolicies> mapped = new ArrayList<>();
        Set<String> secrets = new HashSet<>();
        for (Selected type : types) {
            EntityPersister persister = factory.getMappingMetamodel()
                    .getEntityDescriptor(type.mapping().getEntityName());
            EntityPlans.Planned planned = maker.of(type.mapping(), type.name(), persister);
            secrets.addAll(planned.secrets());
            if (type.decision().audited()) {
                plans.put(persister, planned.plan());
                if (type.read()) {
                    read.put(persister, planned.plan());
                }
            }
            UnitCoverage.Type covered = covered(type, planned, persister, readers.ids(persister));
            coverage.add(covered);
            mapped.add(new TypePolicies(
                    covered.entity(),
                    persister,
                    covered.audited(),
                    planned.stored(),
                    planned.plan().labelledBy()));
        }
        return new UnitPlans(
                plans, read, secrets, readers, new UnitCoverage(unit, coverage), mapped, settings.hidden());
    }

    private static UnitCoverage.Type covered(
            Selected type, EntityPlans.Planned planned, EntityPersister persister, UnitCoverage.Ids ids) {
        boolean isAudited = type.decision().audited();
        return new UnitCoverage.Type(
                type.name().jpaName(),
                namesOf(type.mapping()),
                isAudited,
                type.decision().why(),
                isAudited ? planned.identifier() : leftOut(planned.identifier()),
                isAudited ? planned.attributes() : leftOut(planned.attributes()),
                List.copyOf(TypeTables.all(persister)),
                TypeTables.ofElements(persister),
                TypeTables.places(persister),
                ids,
                planned.mapped());
    }

    private static List<Attribute> leftOut(List<Attribute> attributes) {
        return attributes.stream()
                .map(attribute ->
                        new Attribute(attribute.path(), Policy.EXCLUDED, "its type is not audited", attribute.isPart()))
                .toList();
    }

    private static List<String> namesOf(PersistentClass mapping) {
        Set<String> names = new LinkedHashSet<>();
        for (PersistentClass each = mapping; each != null; each = each.getSuperPersistentClass()) {
            EntityName name = nameOf(each);
            names.add(name.jpaName());
            names.add(name.className());
        }
        Class<?> type = mapping.getClassName() == null ? null : mapping.getMappedClass();
        while (type != null && type != Object.class) {
            names.add(type.getName());
            type = type.getSuperclass();
        }
        return List.copyOf(names);
    }
}
