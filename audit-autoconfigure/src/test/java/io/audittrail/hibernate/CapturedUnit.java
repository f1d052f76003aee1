package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.audittrail.Actor;
import io.audittrail.ActorResolver;
import io.audittrail.AuditSink;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.Operation;
import io.audittrail.ValueEncoder;
import io.audittrail.statements.FollowedDataSources;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Announcer;
import io.audittrail.transaction.CurrentActor;
import io.audittrail.transaction.Delivery;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import io.audittrail.transaction.OwnConnection;
import io.audittrail.transaction.PlainValues;
import io.audittrail.transaction.RecordFigures;
import io.audittrail.transaction.StatementPolicy;
import io.audittrail.transaction.TransactionRecorder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.jpa.boot.spi.JpaSettings;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.jspecify.annotations.Nullable;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A persistence unit whose SQL and whose committed changes can be looked at. Without rules it is not audited. */
final class CapturedUnit implements AutoCloseable {

    static final OtherWays RECORDING = new OtherWays(true, new StatementPolicy(StatementPolicy.Mode.RECORD));
    static final AuditRules ALL =
            new AuditRules(false, List.of(), List.of(), List.of("pin", "token"), List.of(), List.of("pin", "token"));

    final List<ChangeSet> committed = Collections.synchronizedList(new ArrayList<>());
    final List<String> statements = Collections.synchronizedList(new ArrayList<>());
    final Failures failures = new Failures(Clock.systemUTC());
    final HikariDataSource dataSource;
    final EntityManagerFactory factory;
    final TransactionTemplate transactions;
    ActorResolver actor = () -> Actor.SYSTEM;
    Delivery delivery = (changes, connection) -> keep(changes);
    List<AuditSink> sinks = List.of();
    private final Gate gate;

    @Nullable
    UnitCoverage coverage;

    @Nullable
    MappedUnit mapped;

    CapturedUnit(TestDatabase database, @Nullable AuditRules rules, Class<?>... entities) {
        this(database, rules, List.of(), entities);
    }

    CapturedUnit(
            TestDatabase database, @Nullable AuditRules rules, List<ValueEncoder<?>> encoders, Class<?>... entities) {
        this(database, rules, encoders, Gate.open(), entities);
    }

    /** Where changes that cannot be recorded are not made. */
    CapturedUnit(
            TestDatabase database,
            @Nullable AuditRules rules,
            List<ValueEncoder<?>> encoders,
            Gate gate,
            Class<?>... entities) {
        this(database, rules, RECORDING, encoders, gate, null, bean -> {}, JpaTransactionManager::new, entities);
    }

    /** Where something else is recorded of changes beside the entity manager. */
    static CapturedUnit with(OtherWays otherWays, TestDatabase database, Class<?>... entities) {
        return new CapturedUnit(
                database,
                ALL,
                otherWays,
                List.of(),
                Gate.open(),
                null,
                bean -> {},
                JpaTransactionManager::new,
                entities);
    }

    /** Where the database itself records. */
    static CapturedUnit announcing(
            Announcer announcer,
            AuditRules rules,
            Consumer<LocalContainerEntityManagerFactoryBean> customizer,
            Class<?>... entities) {
        return announcing(TestDatabase.h2(), announcer, rules, List.of(), customizer, entities);
    }

    /** What is announced goes nowhere: for what triggers would be told of the tables. */
    static CapturedUnit unheard(
            TestDatabase database, AuditRules rules, List<ValueEncoder<?>> encoders, Class<?>... entities) {
        return announcing(database, (connection, tx, by, context) -> {}, rules, encoders, bean -> {}, entities);
    }

    private static CapturedUnit announcing(
            TestDatabase database,
            Announcer announcer,
            AuditRules rules,
            List<ValueEncoder<?>> encoders,
            Consumer<LocalContainerEntityManagerFactoryBean> customizer,
            Class<?>... entities) {
        return new CapturedUnit(
                database,
                rules,
                RECORDING,
                encoders,
                Gate.open(),
                announcer,
                customizer,
                JpaTransactionManager::new,
                entities);
    }

    /** With other transactions than Spring's own. */
    CapturedUnit(
            TestDatabase database,
            @Nullable AuditRules rules,
            List<ValueEncoder<?>> encoders,
            Consumer<LocalContainerEntityManagerFactoryBean> customizer,
            Function<EntityManagerFactory, PlatformTransactionManager> manager,
            Class<?>... entities) {
        this(database, rules, RECORDING, encoders, Gate.open(), null, customizer, manager, entities);
    }

    private CapturedUnit(
            TestDatabase database,
            @Nullable AuditRules rules,
            OtherWays otherWays,
            List<ValueEncoder<?>> encoders,
            Gate gate,
            @Nullable Announcer announcer,
            Consumer<LocalContainerEntityManagerFactoryBean> customizer,
            Function<EntityManagerFactory, PlatformTransactionManager> manager,
            Class<?>... entities) {
        this.gate = gate;
        this.dataSource = rules == null ? database.open() : followed(database.open());
        LocalContainerEntityManagerFactoryBean bean = new LocalContainerEntityManagerFactoryBean();
        bean.setPersistenceUnitName("sam");
        bean.setDataSource(dataSource);
        bean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        bean.setManagedTypes(PersistenceManagedTypes.of(
                Arrays.stream(entities).map(Class::getName).toArray(String[]::new)));
        Map<String, Object> settings = new HashMap<>();
        settings.put("hibernate.hbm2ddl.auto", "create-drop");
        settings.put("hibernate.session_factory.statement_inspector", (StatementInspector) this::inspect);
        if (rules != null) {
            UnitAuditing auditing =
                    new UnitAuditing(1, rules, otherWays, collaborators(announcer), encoders, new Listening());
            UnitIntegrator integrator = new UnitIntegrator("sam", auditing);
            settings.put(StatementServices.SETTING, integrator.statements());
            settings.put(JpaSettings.INTEGRATOR_PROVIDER, ChainedIntegrators.of(null, integrator, null));
            settings.put("hibernate.orm_xml_files", List.of("io/audittrail/hibernate/audit-listener-orm.xml"));
        }
        bean.setJpaPropertyMap(settings);
        customizer.accept(bean);
        bean.afterPropertiesSet();
        this.factory = Objects.requireNonNull(bean.getObject());
        this.transactions = new TransactionTemplate(manager.apply(factory));
        reset();
    }

    private static HikariDataSource followed(HikariDataSource pool) {
        return (HikariDataSource) new FollowedDataSources().follow(pool);
    }

    /** Runs the work in a transaction of Spring's, with an entity manager of its own. */
    void commit(Consumer<EntityManager> work) {
        commitAndGet(em -> {
            work.accept(em);
            return this;
        });
    }

    <T> T commitAndGet(Function<EntityManager, T> work) {
        return Objects.requireNonNull(transactions.execute(status -> work.apply(entityManager())));
    }

    /** The entity manager of the current transaction. */
    EntityManager entityManager() {
        return SharedEntityManagerCreator.createSharedEntityManager(factory);
    }

    List<ChangeRecord> records() {
        return committed.stream().flatMap(changes -> changes.changes().stream()).toList();
    }

    /** The records of the work alone. */
    List<ChangeRecord> recordsOf(Consumer<EntityManager> work) {
        reset();
        commit(work);
        return records();
    }

    /** The one record that the work is expected to leave. */
    ChangeRecord only(Consumer<EntityManager> work, Operation expected) {
        List<ChangeRecord> records = recordsOf(work);
        assertThat(records).extracting(ChangeRecord::action).containsExactly(expected);
        return records.get(0);
    }

    static <T> T persisted(EntityManager em, T entity) {
        em.persist(entity);
        return entity;
    }

    static @Nullable Object newValue(ChangeRecord record, String property) {
        return record.changes().stream()
                .filter(change -> change.property().equals(property))
                .findFirst()
                .orElseThrow()
                .newValue();
    }

    void reset() {
        committed.clear();
        statements.clear();
    }

    @Override
    public void close() {
        factory.close();
        dataSource.close();
    }

    private TransactionRecorder.Collaborators collaborators(@Nullable Announcer announcer) {
        CurrentActor current = new CurrentActor(() -> actor.resolve(), failures);
        return new TransactionRecorder.Collaborators(
                Clock.systemUTC(),
                current::get,
                List::of,
                new PlainValues(8192),
                new Exchangeable(),
                () -> sinks,
                failures,
                gate,
                new RecordFigures(),
                announcer,
                true);
    }

    private final class Listening implements CoverageListener {

        @Override
        public void ready(UnitCoverage ready) {
            coverage = ready;
        }

        @Override
        public void mapped(MappedUnit ready) {
            mapped = ready;
        }
    }

    /** Whatever the test has set. */
    private final class Exchangeable implements Delivery {

        @Override
        public Prepared prepare(ChangeSet changes, @Nullable OwnConnection connection) {
            return delivery.prepare(changes, connection);
        }

        @Override
        public Prepared afterwards(ChangeSet reads) {
            return delivery.afterwards(reads);
        }
    }

    private Delivery.Prepared keep(ChangeSet changes) {
        return new Delivery.Prepared() {
            @Override
            public void committed() {
                committed.add(changes);
            }

            @Override
            public void rolledBack() {}

            @Override
            public void unknown() {}
        };
    }

    private String inspect(String sql) {
        statements.add(sql);
        return sql;
    }
}
