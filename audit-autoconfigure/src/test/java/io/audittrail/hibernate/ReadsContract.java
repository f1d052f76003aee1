package io.audittrail.hibernate;

import static io.audittrail.Operation.CREATE;
import static io.audittrail.Operation.DELETE;
import static io.audittrail.Operation.READ;
import static io.audittrail.Operation.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.audittrail.Actor;
import io.audittrail.ChangeRecord;
import io.audittrail.EntityRef;
import io.audittrail.Operation;
import io.audittrail.Tracked;
import io.audittrail.hibernate.model.Person;
import io.audittrail.hibernate.model.Person.Email;
import io.audittrail.hibernate.model.Project;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Gate;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.hibernate.Hibernate;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who reads what. Each kind of database runs it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ReadsContract {

    private static final Class<?>[] ENTITIES = {Project.class, Person.class, Email.class, Secret.class};

    private final List<String> obstacles = new ArrayList<>();
    private @Nullable CapturedUnit opened;
    private long project;
    private long person;

    @Entity
    @Tracked(label = "name", reads = true)
    static class Secret {
        @Id
        long id;

        String name = "";

        Secret() {}

        Secret(long id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    abstract TestDatabase newDatabase();

    @BeforeAll
    void open() {
        Gate gate = Gate.closed(() -> List.of(() -> obstacles.isEmpty() ? null : obstacles.get(0)));
        opened = new CapturedUnit(newDatabase(), CapturedUnit.ALL.reading(List.of("Pro*")), List.of(), gate, ENTITIES);
        opened.commit(em -> {
            person = CapturedUnit.persisted(em, new Person("ann")).id;
            project = CapturedUnit.persisted(em, new Project("NCAR0001", "Clouds")).id;
            em.persist(new Secret(7, "plan"));
        });
    }

    @AfterAll
    void close() {
        unit().close();
    }

    @BeforeEach
    void reset() {
        obstacles.clear();
        unit().actor = () -> Actor.user("bob");
        unit().reset();
    }

    @Test
    void whoLoadsAnEntityIsRecordedWithItsLabelAndNothingElse() {
        ChangeRecord read = recordsOf(em -> em.find(Project.class, project)).get(0);

        assertThat(read)
                .isEqualTo(new ChangeRecord(
                        READ, new EntityRef("Project", project), "NCAR0001", Actor.user("bob"), null, List.of()));
    }

    @Test
    void anEntityIsReadOncePerTransactionHoweverItComes() {
        assertThat(readsOf(em -> {
                    em.find(Project.class, project);
                    em.clear();
                    em.createQuery("from Project", Project.class).getResultList();
                    em.refresh(em.find(Project.class, project));
                    em.createNativeQuery("select * from project", Project.class).getResultList();
                }))
                .hasSize(1);
        assertThat(readsOf(em -> em.createQuery("from Project", Project.class).getResultList()))
                .hasSize(1);
        assertThat(readsOf(em -> em.createNativeQuery("select * from project", Project.class)
                        .getResultList()))
                .hasSize(1);
    }

    @Test
    void aTypeThatAsksForItItselfIsRecordedAndOneThatNobodyAskedForIsNot() {
        assertThat(readsOf(em -> em.find(Secret.class, 7L)))
                .extracting(ChangeRecord::label)
                .containsExactly("plan");
        assertThat(readsOf(em -> em.find(Person.class, person))).isEmpty();
    }

    @Test
    void aProxyIsReadWhenItIsLoaded() {
        assertThat(readsOf(em -> em.getReference(Secret.class, 7L))).isEmpty();
        assertThat(readsOf(em -> Hibernate.initialize(em.getReference(Secret.class, 7L))))
                .hasSize(1);
    }

    @Test
    void projectionsAreNotRecorded() {
        assertThat(readsOf(em -> {
                    em.createQuery("select p.projcode from Project p", String.class)
                            .getResultList();
                    em.createQuery("select count(p) from Project p", Long.class).getSingleResult();
                }))
                .isEmpty();
    }

    @Test
    void whatComesFromTheSecondLevelCacheIsRead() {
        try (CapturedUnit cached = new CapturedUnit(
                newDatabase(),
                CapturedUnit.ALL,
                List.of(),
                bean -> bean.getJpaPropertyMap()
                        .putAll(Map.of(
                                "hibernate.cache.use_second_level_cache",
                                true,
                                "hibernate.cache.region.factory_class",
                                new CacheInMemory(),
                                "jakarta.persistence.sharedCache.mode",
                                "ALL")),
                JpaTransactionManager::new,
                Secret.class)) {
            cached.commit(em -> em.persist(new Secret(7, "plan")));
            cached.commit(em -> em.find(Secret.class, 7L));
            cached.reset();
            cached.commit(em -> em.find(Secret.class, 7L));
            assertThat(cached.statements).isEmpty();
            assertThat(cached.committed)
                    .singleElement()
                    .satisfies(changes -> assertThat(changes.records())
                            .extracting(record -> record.action())
                            .containsExactly(READ));
        }
    }

    @Test
    void whatAStatelessSessionLoadsIsNotRecorded() {
        try (StatelessSession session =
                unit().factory.unwrap(SessionFactory.class).openStatelessSession()) {
            assertThat(session.get(Secret.class, 7L)).isNotNull();
        }
        assertThat(records()).isEmpty();
    }

    @Test
    void whatTheTransactionHasCreatedItDoesNotRead() {
        assertThat(readsOf(em -> {
                    Project own = CapturedUnit.persisted(em, new Project("NCAR0002", "Clouds"));
                    em.flush();
                    em.clear();
                    em.remove(em.find(Project.class, own.id));
                }))
                .isEmpty();
    }

    @Test
    void readingAndChangingAreTwoRecordsAndReadingComesFirst() {
        List<ChangeRecord> records = recordsOf(em -> em.find(Project.class, project).title = "by bob");
        assertThat(records).extracting(ChangeRecord::action).containsExactly(READ, UPDATE);
    }

    @Test
    void whatIsLoadedOnlyToBeDeletedNobodyHasRead() {
        unit().commit(em -> CapturedUnit.persisted(em, new Project("NCAR0003", "Clouds")));
        Object id = createdId();

        assertThat(recordsOf(em -> em.remove(em.getReference(Project.class, id))))
                .extracting(ChangeRecord::action)
                .containsExactly(DELETE);
    }

    @Test
    void whatIsReadBeforeItIsDeletedIsRead() {
        unit().commit(em -> CapturedUnit.persisted(em, new Project("NCAR0004", "Clouds")));
        Object id = createdId();

        assertThat(recordsOf(em -> em.remove(em.find(Project.class, id))))
                .extracting(ChangeRecord::action)
                .containsExactly(READ, DELETE);
    }

    @Test
    void whatWasSeenIsRecordedAlsoWhenTheTransactionIsRolledBack() {
        assertThatThrownBy(() -> unit().commit(em -> {
                    em.find(Project.class, project).title = "never";
                    em.flush();
                    throw new IllegalStateException("changed my mind");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(records()).extracting(ChangeRecord::action).containsExactly(READ);
    }

    @Test
    void aReadOnlyTransactionIsNeverRefused() {
        obstacles.add("The disk is full");
        assertThatCode(() -> readOnly(em -> em.find(Project.class, project))).doesNotThrowAnyException();
        assertThat(records())
                .extracting(ChangeRecord::action, ChangeRecord::label)
                .containsExactly(tuple(READ, "NCAR0001"));
    }

    @Test
    void readingOutsideATransactionIsRecordedAtOnce() {
        try (EntityManager em = unit().factory.createEntityManager()) {
            em.find(Project.class, project);
            assertThat(records()).extracting(ChangeRecord::action).containsExactly(READ);
        }
    }

    @Test
    void whatCannotBeToldCostsTheReaderNothing() {
        unit().actor = () -> {
            throw new IllegalStateException("nobody is there");
        };
        assertThat(readsOf(em -> em.find(Project.class, project)))
                .extracting(record -> record.actor().kind())
                .containsExactly(Actor.Kind.UNKNOWN);
    }

    @Test
    void itCostsNoStatement() {
        Consumer<EntityManager> work = em -> {
            em.find(Project.class, project);
            em.createQuery("from Project", Project.class).getResultList();
            Hibernate.initialize(em.getReference(Secret.class, 7L));
        };
        readsOf(work);
        List<String> with = List.copyOf(unit().statements);
        try (CapturedUnit silent = new CapturedUnit(newDatabase(), null, ENTITIES)) {
            silent.commit(em -> {
                project = CapturedUnit.persisted(em, new Project("NCAR0001", "Clouds")).id;
                em.persist(new Secret(7, "plan"));
            });
            silent.reset();
            silent.commit(work);
            assertThat(with).isEqualTo(silent.statements);
        } finally {
            project = unit().commitAndGet(
                            em -> em.createQuery("select p.id from Project p where p.projcode = 'NCAR0001'", Long.class)
                                    .getSingleResult());
        }
    }

    @Test
    void whereNobodyAsksNothingIsRegistered() {
        assertThat(hearsOfLoads(unit())).isTrue();
        try (CapturedUnit silent =
                new CapturedUnit(newDatabase(), CapturedUnit.ALL, Project.class, Person.class, Email.class)) {
            assertThat(hearsOfLoads(silent)).isFalse();
        }
    }

    @Test
    void aNameThatMatchesNoAuditedTypeFailsAtTheStart() {
        assertThatThrownBy(() -> new CapturedUnit(
                        newDatabase(),
                        CapturedUnit.ALL.reading(List.of("Projekt")),
                        Project.class,
                        Person.class,
                        Email.class))
                .hasStackTraceContaining("audit.reads.entities")
                .hasStackTraceContaining("Projekt");
    }

    private static boolean hearsOfLoads(CapturedUnit unit) {
        List<String> ours = new ArrayList<>();
        unit.factory
                .unwrap(SessionFactoryImplementor.class)
                .getEventListenerRegistry()
                .getEventListenerGroup(EventType.POST_LOAD)
                .fireEventOnEachListener(ours, (listener, found) -> {
                    String name = listener.getClass().getName();
                    if (name.startsWith("io.audittrail.")) {
                        found.add(name);
                    }
                });
        return !ours.isEmpty();
    }

    private Object createdId() {
        return records().stream()
                .filter(record -> record.action() == CREATE)
                .findFirst()
                .orElseThrow()
                .entity()
                .id();
    }

    private List<ChangeRecord> recordsOf(Consumer<EntityManager> work) {
        unit().reset();
        unit().commit(work);
        return records();
    }

    private List<ChangeRecord> records() {
        return unit().committed.stream()
                .flatMap(changes -> changes.records().stream())
                .map(ChangeRecord.class::cast)
                .toList();
    }

    private List<ChangeRecord> readsOf(Consumer<EntityManager> work) {
        return recordsOf(work).stream()
                .filter(record -> record.action() == Operation.READ)
                .toList();
    }

    private void readOnly(Consumer<EntityManager> work) {
        PlatformTransactionManager manager = unit().transactions.getTransactionManager();
        TransactionTemplate transactions = new TransactionTemplate(Objects.requireNonNull(manager));
        transactions.setReadOnly(true);
        transactions.executeWithoutResult(status -> work.accept(unit().entityManager()));
    }

    private CapturedUnit unit() {
        return Objects.requireNonNull(opened);
    }
}
