package io.audittrail.hibernate;

import io.audittrail.hibernate.TypeSelection.Decision;
import io.audittrail.hibernate.UnitCoverage.Attribute;
import io.audittrail.hibernate.UnitCoverage.Policy;
import io.audittrail.sql.SqlScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the audit trail to one session factory: decides which types are audited, makes their plans, registers the
 * listeners.
 */
final class UnitIntegrator implements Integrator {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");

    /** Our own tables as entities: what they tell is not told again. */
    private static final Set<String> OURS =
            Set.of("io.audittrail.entities.AuditTransaction", "io.audittrail.entities.AuditActivity");

    private final String unit;
    private final UnitAuditing auditing;
    private final BulkStatements statements;

    UnitIntegrator(String unit, UnitAuditing auditing) {
        this.unit = unit;
        this.auditing = auditing;
        this.statements =
                new BulkStatements(unit, auditing.otherWays().statements(), auditing.failures(), auditing.gate());
    }

    /** Has to be known to Hibernate before the factory is built, see {@link StatementServices}. */
    BulkStatements statements() {
        return statements;
    }

    /** @param read whether it is recorded who loads its entities */
    private record Selected(PersistentClass mapping, EntityName name, Decision decision, boolean read) {}

    @Override
    public void integrate(Metadata metadata, BootstrapContext bootstrap, SessionFactoryImplementor factory) {
        List<Selected> types = select(metadata, bootstrap);
        Map<EntityPersister, EntityPlan> plans = new ConcurrentHashMap<>();
        Map<EntityPersister, EntityPlan> read = new ConcurrentHashMap<>();
        SessionTransactions transactions = new SessionTransactions(auditing.recorder(unit));
        register(factory, plans, types.stream().anyMatch(Selected::read) ? read : null, transactions);
        factory.addObserver(new SessionFactoryObserver() {
            @Override
            public void sessionFactoryClosing(SessionFactory closing) {
                auditing.otherWays().sql().closing(unit);
            }

            @Override
            public void sessionFactoryCreated(SessionFactory created) {
                CollectionMappings collections = new CollectionMappings(metadata, factory);
                plan(types, collections, plans, read, transactions);
            }
        });
    }

    private List<Selected> select(Metadata metadata, BootstrapContext bootstrap) {
        TypeSelection selection = new TypeSelection(
                auditing.settings(),
                type -> new ListenerDeclarations(bootstrap).of(type),
                auditing.failures(),
                auditing.gate());
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

    /** @param read null where nothing is to be heard of what is loaded */
    private void register(
            SessionFactoryImplementor factory,
            Map<EntityPersister, EntityPlan> plans,
            @Nullable Map<EntityPersister, EntityPlan> read,
            SessionTransactions transactions) {
        OldValues oldValues = new OldValues(plans, transactions, auditing.failures());
        ChangeListener changes =
                new ChangeListener(plans, new StatelessChanges(oldValues), transactions, auditing.failures());
        RequestListener requests = new RequestListener(plans, transactions, auditing.failures());
        CollectionListener collections = new CollectionListener(plans, transactions, auditing.failures());
        FlushListener flushes = new FlushListener(transactions);
        EventListenerRegistry registry = factory.getEventListenerRegistry();
        registry.appendListeners(EventType.POST_INSERT, changes);
        registry.appendListeners(EventType.POST_UPDATE, changes);
        registry.appendListeners(EventType.POST_DELETE, changes);
        registry.appendListeners(EventType.POST_UPSERT, changes);
        if (auditing.otherWays().selectsOldValues()) {
            registry.appendListeners(EventType.PRE_UPDATE, oldValues);
            registry.appendListeners(EventType.PRE_DELETE, oldValues);
            registry.appendListeners(EventType.PRE_UPSERT, oldValues);
        }
        if (transactions.recorder().announces()) {
            announce(registry, new AnnouncingListener(transactions));
        }
        registry.appendListeners(EventType.PERSIST, requests);
        registry.appendListeners(EventType.PERSIST_ONFLUSH, requests);
        registry.appendListeners(EventType.MERGE, requests);
        registry.appendListeners(EventType.DELETE, requests);
        registry.appendListeners(EventType.POST_COLLECTION_RECREATE, collections);
        registry.appendListeners(EventType.POST_COLLECTION_UPDATE, collections);
        registry.appendListeners(EventType.PRE_COLLECTION_REMOVE, collections);
        registry.appendListeners(EventType.FLUSH, flushes);
        registry.appendListeners(EventType.AUTO_FLUSH, flushes);
        if (read != null) {
            ReadListener reads = new ReadListener(read, transactions, auditing.failures());
            registry.appendListeners(EventType.POST_LOAD, reads);
            registry.prependListeners(EventType.DELETE, reads);
        }
    }

    private static void announce(EventListenerRegistry registry, AnnouncingListener announcing) {
        registry.appendListeners(EventType.PRE_INSERT, announcing);
        registry.appendListeners(EventType.PRE_UPDATE, announcing);
        registry.appendListeners(EventType.PRE_DELETE, announcing);
        registry.appendListeners(EventType.PRE_UPSERT, announcing);
        registry.appendListeners(EventType.PRE_COLLECTION_RECREATE, announcing);
        registry.appendListeners(EventType.PRE_COLLECTION_UPDATE, announcing);
        registry.appendListeners(EventType.PRE_COLLECTION_REMOVE, announcing);
    }

    /** Types that are left out are looked at as well: a setting that names one of their attributes is no mistake. */
    private void plan(
            List<Selected> types,
            CollectionMappings collections,
            Map<EntityPersister, EntityPlan> plans,
            Map<EntityPersister, EntityPlan> read,
            SessionTransactions transactions) {
        SessionFactoryImplementor factory = collections.factory();
        ValueReaders readers = new ValueReaders(factory, auditing.settings(), auditing.encoders(), auditing.values());
        EntityPlans maker = new EntityPlans(auditing.settings(), readers, collections, auditing.failures());
        List<UnitCoverage.Type> coverage = new ArrayList<>();
        List<MappedTables.Type> mapped = new ArrayList<>();
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
            mapped.add(new MappedTables.Type(
                    covered.entity(),
                    persister,
                    covered.audited(),
                    planned.identifier(),
                    covered.attributes(),
                    planned.plan().labelledBy()));
        }
        SqlListener sql = auditing.otherWays().sql();
        SqlScope scope = NativeTables.scope(factory, plans.keySet(), sql.tables(), secrets, auditing.settings()::hides);
        statements.ready(
                transactions,
                new BulkReader(factory, plans, scope),
                new BulkRecords(readers, secrets, auditing.failures()));
        sql.ready(unit, transactions.recorder(), scope);
        UnitCoverage all = new UnitCoverage(unit, coverage);
        logCoverage(all);
        auditing.ready(
                all,
                transactions.recorder().announces()
                        ? new MappedUnit(
                                unit,
                                MappedTables.of(mapped),
                                auditing.settings().hidden())
                        : null);
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

    private void logCoverage(UnitCoverage coverage) {
        List<String> ignored = coverage.types().stream()
                .filter(type -> !type.audited())
                .map(type -> type.entity() + " (" + type.why() + ")")
                .toList();
        int audited = coverage.types().size() - ignored.size();
        log.info(
                "Auditing {} entity type(s) of persistence unit '{}'; not audited: {}",
                audited,
                unit,
                ignored.isEmpty() ? "none" : String.join(", ", ignored));
    }
}
