package io.audittrail.hibernate;

import io.audittrail.sql.SqlScope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins the audit trail to one session factory: registers the listeners, and lets the unit be planned. */
final class UnitIntegrator implements Integrator {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");

    private final String unit;
    private final UnitAuditing auditing;
    private final BulkStatements statements;
    private final UnitMapping mapping = new UnitMapping();

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

    /** What the factory is to know of its tables. */
    UnitMapping mapping() {
        return mapping;
    }

    @Override
    public void integrate(Metadata metadata, BootstrapContext bootstrap, SessionFactoryImplementor factory) {
        UnitPlanner planner = auditing.planner();
        List<UnitPlanner.Selected> types = planner.select(metadata, bootstrap);
        Map<EntityPersister, EntityPlan> plans = new ConcurrentHashMap<>();
        Map<EntityPersister, EntityPlan> read = new ConcurrentHashMap<>();
        SessionTransactions transactions = new SessionTransactions(auditing.recorder(unit));
        register(factory, plans, types.stream().anyMatch(UnitPlanner.Selected::read) ? read : null, transactions);
        factory.addObserver(new SessionFactoryObserver() {
            @Override
            public void sessionFactoryClosing(SessionFactory closing) {
                auditing.otherWays().sql().closing(unit);
            }

            @Override
            public void sessionFactoryCreated(SessionFactory created) {
                UnitPlans planned = planner.plan(unit, types, new CollectionMappings(metadata, factory));
                plans.putAll(planned.plans());
                read.putAll(planned.read());
                ready(factory, planned, plans, transactions);
            }
        });
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

    private void ready(
            SessionFactoryImplementor factory,
            UnitPlans planned,
            Map<EntityPersister, EntityPlan> plans,
            SessionTransactions transactions) {
        SqlListener sql = auditing.otherWays().sql();
        SqlScope scope = NativeTables.scope(
                factory,
                plans.keySet(),
                sql.tables(),
                planned.secrets(),
                planned.secretColumns(),
                auditing.settings()::hides);
        statements.ready(
                transactions,
                new BulkReader(factory, plans, scope),
                new BulkRecords(planned.readers(), planned.secrets(), auditing.failures()));
        sql.ready(unit, transactions.recorder(), scope);
        mapping.ready(planned::mapped);
        logCoverage(planned.coverage());
        auditing.ready(planned.coverage(), transactions.recorder().announces() ? planned.mapped() : null);
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
