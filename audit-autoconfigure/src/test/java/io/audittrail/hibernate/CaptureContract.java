package io.audittrail.hibernate;

import static io.audittrail.Operation.CREATE;
import static io.audittrail.Operation.DELETE;
import static io.audittrail.Operation.UPDATE;
import static io.audittrail.hibernate.CapturedUnit.newValue;
import static io.audittrail.hibernate.CapturedUnit.persisted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.Elements;
import io.audittrail.Hidden;
import io.audittrail.hibernate.model.Address;
import io.audittrail.hibernate.model.Families.Allocation;
import io.audittrail.hibernate.model.Families.Circle;
import io.audittrail.hibernate.model.Families.Compute;
import io.audittrail.hibernate.model.Families.Dynamic;
import io.audittrail.hibernate.model.Families.Resource;
import io.audittrail.hibernate.model.Families.Shape;
import io.audittrail.hibernate.model.Families.Truck;
import io.audittrail.hibernate.model.Families.Vehicle;
import io.audittrail.hibernate.model.Keys.CodeId;
import io.audittrail.hibernate.model.Keys.MembershipId;
import io.audittrail.hibernate.model.Keys.WithAssignedText;
import io.audittrail.hibernate.model.Keys.WithEmbeddedId;
import io.audittrail.hibernate.model.Keys.WithIdClass;
import io.audittrail.hibernate.model.Keys.WithUuid;
import io.audittrail.hibernate.model.Money;
import io.audittrail.hibernate.model.Person;
import io.audittrail.hibernate.model.Person.Email;
import io.audittrail.hibernate.model.Project;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.hibernate.Hibernate;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PreInsertEventListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What is recorded of changes through an entity manager. Each kind of database runs it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CaptureContract {

    private static final Class<?>[] ENTITIES = {
        Project.class,
        Person.class,
        Email.class,
        WithEmbeddedId.class,
        WithIdClass.class,
        WithUuid.class,
        WithAssignedText.class,
        Shape.class,
        Circle.class,
        Resource.class,
        Compute.class,
        Vehicle.class,
        Truck.class,
        Allocation.class,
        Dynamic.class
    };

    private CapturedUnit unit = unopened();

    abstract TestDatabase newDatabase();

    @BeforeAll
    void open() {
        unit = new CapturedUnit(newDatabase(), CapturedUnit.ALL, ENTITIES);
    }

    @AfterAll
    void close() {
        unit.close();
    }

    @BeforeEach
    void reset() {
        unit.reset();
        unit.actor = () -> Actor.SYSTEM;
    }

    @SuppressWarnings("NullAway") // JUnit opens them before the first test
    private static CapturedUnit unopened() {
        return null;
    }

    // Values

    @Test
    void creationListsEveryAuditedAttributeNullsIncluded() {
        ChangeRecord record = unit.only(em -> em.persist(new Project("P-1", "Title")), CREATE);

        assertThat(record.entity().entity()).isEqualTo("Project");
        assertThat(record.entity().id()).isInstanceOf(Long.class);
        assertThat(record.label()).isEqualTo("P-1");
        assertThat(properties(record))
                .containsExactlyInAnyOrder(
                        "projcode",
                        "title",
                        "amount",
                        "stage",
                        "startDate",
                        "touched",
                        "price",
                        "address",
                        "lead",
                        "logo",
                        "apiToken",
                        "nickname",
                        "tags");
        assertThat(record.changes()).allSatisfy(change -> {
            if (change.newValue() != Hidden.MASKED) {
                assertThat(change.oldValue()).isNull();
            }
        });
        assertThat(newValue(record, "title")).isEqualTo("Title");
        assertThat(newValue(record, "amount")).isNull();
    }

    @Test
    void valuesAreTypedSnapshots() {
        Long lead = unit.commitAndGet(em -> persisted(em, new Person("Ann"))).id;
        ChangeRecord record = unit.only(
                em -> {
                    Project project = new Project("P-2", "Title");
                    project.amount = new BigDecimal("10.50");
                    project.stage = Project.Stage.ACTIVE;
                    project.startDate = LocalDate.of(2026, 1, 2);
                    project.touched = Date.from(Instant.ofEpochMilli(1_700_000_000_123L));
                    project.price = new Money("EUR", 1999);
                    project.address = new Address("Main St", "1234");
                    project.lead = em.getReference(Person.class, lead);
                    project.logo = new byte[] {1, 2, 3};
                    em.persist(project);
                },
                CREATE);

        assertThat(newValue(record, "amount")).isEqualTo(new BigDecimal("10.50"));
        assertThat(newValue(record, "stage")).isEqualTo("ACTIVE");
        assertThat(newValue(record, "startDate")).isEqualTo(LocalDate.of(2026, 1, 2));
        assertThat(newValue(record, "touched")).isEqualTo(Instant.ofEpochMilli(1_700_000_000_123L));
        assertThat(newValue(record, "price")).isEqualTo("EUR 1999");
        assertThat(newValue(record, "address"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsOnly(Map.entry("street", "Main St"), Map.entry("doorPin", Hidden.MASKED));
        assertThat(newValue(record, "lead")).isEqualTo(lead);
        assertThat(newValue(record, "logo"))
                .isEqualTo(Map.of(
                        "length",
                        3,
                        "sha256",
                        "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81",
                        "head",
                        "AQID"));
    }

    @Test
    void maskedAttributesShowNeitherValue() {
        Long id = project("P-3").id;
        ChangeRecord record = unit.only(
                em -> {
                    Project project = em.find(Project.class, id);
                    project.apiToken = "s3cret";
                    project.nickname = "n1ck";
                },
                UPDATE);

        assertThat(record.changes())
                .containsExactlyInAnyOrder(
                        new Change("apiToken", Hidden.MASKED, Hidden.MASKED),
                        new Change("nickname", Hidden.MASKED, Hidden.MASKED));
    }

    @Test
    void aChangedAttributeOfAnEmbeddableIsAnUpdateOfTheEmbeddableAlsoWhenItIsMasked() {
        Long id = unit.commitAndGet(em -> {
                    Project project = new Project("P-4", "Title");
                    project.address = new Address("Main St", "1234");
                    return persisted(em, project);
                })
                .id;

        ChangeRecord record = unit.only(em -> em.find(Project.class, id).address.doorPin = "9999", UPDATE);

        assertThat(properties(record)).containsExactly("address");
    }

    @Test
    void excludedAttributesOnlyWriteNothing() {
        Long id = project("P-5").id;
        assertThat(unit.recordsOf(em -> em.find(Project.class, id).notes = "private"))
                .isEmpty();
    }

    @Test
    void aChangeOfNothingButACollectionIsAnUpdateOfItsOwner() {
        Long id = project("P-6").id;
        ChangeRecord record = unit.only(em -> em.find(Project.class, id).tags.add("new"), UPDATE);

        assertThat(record.label()).isEqualTo("P-6");
        assertThat(record.changes()).containsExactly(new Change("tags", Elements.of(List.of("new"), List.of())));
    }

    @Test
    void theVersionIsNoChange() {
        Long id = project("P-7").id;
        assertThat(properties(unit.only(em -> em.find(Project.class, id).title = "New", UPDATE)))
                .containsExactly("title");
    }

    @Test
    void anotherScaleIsNoChangeButNullToValueAndBackAre() {
        Long id = project("P-8").id;
        assertThat(unit.recordsOf(em -> em.find(Project.class, id).amount = BigDecimal.ONE))
                .singleElement()
                .satisfies(record ->
                        assertThat(record.changes()).containsExactly(new Change("amount", null, BigDecimal.ONE)));
        assertThat(unit.recordsOf(em -> em.find(Project.class, id).amount = new BigDecimal("1.00")))
                .isEmpty();
        assertThat(unit.only(em -> em.find(Project.class, id).amount = null, UPDATE)
                        .changes())
                .singleElement()
                .satisfies(change -> assertThat(change.newValue()).isNull());
    }

    @Test
    void associationsAreTheIdsOfTheirTargetsAndProxiesStayProxies() {
        Long ann = unit.commitAndGet(em -> persisted(em, new Person("Ann"))).id;
        Long bob = unit.commitAndGet(em -> persisted(em, new Person("Bob"))).id;
        Long id = unit.commitAndGet(em -> {
                    Project project = new Project("P-9", "Title");
                    project.lead = em.getReference(Person.class, ann);
                    return persisted(em, project);
                })
                .id;

        ChangeRecord record =
                unit.only(em -> em.find(Project.class, id).lead = em.getReference(Person.class, bob), UPDATE);

        assertThat(record.changes()).containsExactly(new Change("lead", ann, bob));
        assertThat(unit.statements).noneMatch(sql -> sql.contains("from person") || sql.contains("from Person"));
    }

    // Operations

    @Test
    void deletionListsEveryAttributeWithItsOldValue() {
        Long id = project("P-10").id;
        ChangeRecord record = unit.only(em -> em.remove(em.find(Project.class, id)), DELETE);

        assertThat(record.label()).isEqualTo("P-10");
        assertThat(record.changes()).hasSize(13).allSatisfy(change -> {
            if (change.newValue() != Hidden.MASKED) {
                assertThat(change.newValue()).isNull();
            }
        });
        assertThat(record.changes()).contains(new Change("projcode", "P-10", null));
    }

    @Test
    void mergeOfADetachedObjectIsAnUpdateOfWhatDiffers() {
        Project detached = project("P-11");
        detached.title = "Changed outside";

        assertThat(unit.only(em -> em.merge(detached), UPDATE).changes())
                .containsExactly(new Change("title", "Title", "Changed outside"));
    }

    @Test
    void mergeOfANewObjectIsACreation() {
        WithAssignedText entity = new WithAssignedText();
        entity.id = "merged";
        entity.text = "A";

        assertThat(unit.only(em -> em.merge(entity), CREATE).entity().id()).isEqualTo("merged");
    }

    @Test
    void persistThenModifyIsOneCreationWithTheLastValue() {
        ChangeRecord record = unit.only(
                em -> {
                    Project project = new Project("P-12", "First");
                    em.persist(project);
                    em.flush();
                    project.title = "Second";
                    em.flush();
                    project.title = "Third";
                },
                CREATE);

        assertThat(newValue(record, "title")).isEqualTo("Third");
    }

    @Test
    void persistThenRemoveLeavesNothing() {
        assertThat(unit.recordsOf(em -> {
                    Project project = new Project("P-13", "Title");
                    em.persist(project);
                    em.flush();
                    em.remove(project);
                }))
                .isEmpty();
    }

    @Test
    void severalFlushesAreOneUpdateWithTheFirstOldAndTheLastNewValue() {
        Long id = project("P-14").id;
        ChangeRecord record = unit.only(
                em -> {
                    Project project = em.find(Project.class, id);
                    project.title = "B";
                    em.flush();
                    project.stage = Project.Stage.PROPOSED;
                    project.title = "C";
                    em.flush();
                },
                UPDATE);

        assertThat(record.changes())
                .containsExactlyInAnyOrder(new Change("title", "Title", "C"), new Change("stage", null, "PROPOSED"));
    }

    @Test
    void cascadesAndOrphanRemovalAreCreationsAndDeletions() {
        Person person = new Person("Ann");
        person.addEmail("a@example.org");
        person.addEmail("b@example.org");
        assertThat(unit.recordsOf(em -> em.persist(person)))
                .extracting(record -> record.entity().entity())
                .containsExactlyInAnyOrder("Person", "Email", "Email");

        ChangeRecord orphan =
                unit.only(em -> em.find(Person.class, person.id).emails.remove(0), DELETE);
        assertThat(orphan.changes())
                .containsExactlyInAnyOrder(
                        new Change("address", "a@example.org", null), new Change("person", person.id, null));

        assertThat(unit.recordsOf(em -> em.remove(em.find(Person.class, person.id))))
                .extracting(ChangeRecord::action)
                .containsExactly(DELETE, DELETE);
    }

    @Test
    void softDeletionIsADeletion() {
        Long id = unit.commitAndGet(em -> {
                    Allocation allocation = new Allocation();
                    allocation.hours = 5;
                    return persisted(em, allocation);
                })
                .id;

        assertThat(unit.only(em -> em.remove(em.find(Allocation.class, id)), DELETE)
                        .changes())
                .containsExactly(new Change("hours", 5, null));
    }

    @Test
    void dynamicUpdateRecordsTheChangedAttribute() {
        Long id = unit.commitAndGet(em -> persisted(em, new Dynamic())).id;

        assertThat(unit.only(em -> em.find(Dynamic.class, id).place = "B", UPDATE)
                        .changes())
                .containsExactly(new Change("place", null, "B"));
    }

    @Test
    void everyInheritanceStrategyRecordsTheConcreteType() {
        for (Function<EntityManager, Object> creation : List.<Function<EntityManager, Object>>of(
                em -> persisted(em, new Circle()),
                em -> persisted(em, new Compute()),
                em -> persisted(em, new Truck()))) {
            unit.reset();
            Object entity = unit.commitAndGet(creation);
            String name = entity.getClass().getSimpleName();
            assertThat(unit.records()).singleElement().satisfies(record -> {
                assertThat(record.entity().entity()).isEqualTo(name);
                assertThat(record.changes())
                        .hasSize(2)
                        .anyMatch(change -> change.property().equals("name"));
            });
        }
    }

    // Identifiers

    @Test
    void compositeIdsAreObjectsInMappingOrder() {
        WithEmbeddedId embedded = new WithEmbeddedId();
        embedded.id = new CodeId("A", 7);
        assertThat(unit.only(em -> em.persist(embedded), CREATE).entity().id())
                .isEqualTo(Map.of("area", "A", "number", 7));

        Person person = unit.commitAndGet(em -> persisted(em, new Person("Ann")));
        assertThat(unit.only(
                                em -> {
                                    WithIdClass member = new WithIdClass();
                                    member.person = em.getReference(Person.class, person.id);
                                    member.role = "lead";
                                    em.persist(member);
                                },
                                CREATE)
                        .entity()
                        .id())
                .isEqualTo(Map.of("person", person.id, "role", "lead"));

        MembershipId id = new MembershipId();
        id.person = person.id;
        id.role = "lead";
        ChangeRecord update = unit.only(em -> em.find(WithIdClass.class, id).text = "changed", UPDATE);
        assertThat(update.entity().id()).isEqualTo(Map.of("person", person.id, "role", "lead"));
        assertThat(update.changes()).containsExactly(new Change("text", null, "changed"));
    }

    @Test
    void uuidAndTextIdsStayWhatTheyAre() {
        WithUuid entity = new WithUuid();
        entity.id = UUID.fromString("0199a5b0-0000-7000-8000-000000000001");
        assertThat(unit.only(em -> em.persist(entity), CREATE).entity().id()).isEqualTo(entity.id);
    }

    @Test
    void anIdentityIsKnownInTheRecord() {
        Person person = new Person("Ann");
        assertThat(unit.only(em -> em.persist(person), CREATE).entity().id()).isEqualTo(person.id);
    }

    // Actor

    @Test
    void theActorOfACreationIsTheOneWhoCalledPersist() {
        unit.actor = () -> Actor.user("alice");
        ChangeRecord record = unit.only(
                em -> {
                    em.persist(new Project("P-20", "Title"));
                    unit.actor = () -> Actor.user("bob");
                },
                CREATE);

        assertThat(record.actor()).isEqualTo(Actor.user("alice"));
    }

    @Test
    void theActorOfADeletionIsTheOneWhoCalledRemove() {
        Long id = project("P-21").id;
        unit.actor = () -> Actor.user("alice");
        ChangeRecord record = unit.only(
                em -> {
                    em.remove(em.find(Project.class, id));
                    unit.actor = () -> Actor.user("bob");
                },
                DELETE);

        assertThat(record.actor()).isEqualTo(Actor.user("alice"));
    }

    @Test
    void whoCalledRemoveHasNoPartInAnEntityThatStays() {
        Long id = project("P-24").id;
        ChangeRecord record = unit.only(
                em -> {
                    Project project = em.find(Project.class, id);
                    unit.actor = () -> Actor.user("alice");
                    em.remove(project);
                    unit.actor = () -> Actor.user("bob");
                    em.persist(project);
                    project.title = "New";
                },
                UPDATE);

        assertThat(record.actor()).isEqualTo(Actor.user("bob"));
    }

    @Test
    void theActorOfAMergedCreationIsTheOneWhoCalledMerge() {
        WithAssignedText entity = new WithAssignedText();
        entity.id = "by-alice";
        unit.actor = () -> Actor.user("alice");
        ChangeRecord record = unit.only(
                em -> {
                    em.merge(entity);
                    unit.actor = () -> Actor.user("bob");
                },
                CREATE);

        assertThat(record.actor()).isEqualTo(Actor.user("alice"));
    }

    @Test
    void theActorOfACreationIsKeptWhenSomebodyElseRemovesItBeforeTheFlush() {
        List<ChangeRecord> records = unit.recordsOf(em -> {
            unit.actor = () -> Actor.user("alice");
            Project project = new Project("P-23", "Title");
            em.persist(project);
            unit.actor = () -> Actor.user("bob");
            em.remove(project);
        });

        assertThat(records)
                .extracting(ChangeRecord::action, ChangeRecord::actor)
                .containsExactly(tuple(CREATE, Actor.user("alice")), tuple(DELETE, Actor.user("bob")));
    }

    @Test
    void theActorOfAChangedAttributeIsTheOneAtFlush() {
        Long id = project("P-22").id;
        unit.actor = () -> Actor.user("alice");
        ChangeRecord record = unit.only(
                em -> {
                    em.find(Project.class, id).title = "New";
                    unit.actor = () -> Actor.user("bob");
                },
                UPDATE);

        assertThat(record.actor()).isEqualTo(Actor.user("bob"));
    }

    // Outcome

    @Test
    void whatAListenerOfTheApplicationKeepsFromBeingInsertedLeavesNothing() {
        try (CapturedUnit vetoed = new CapturedUnit(newDatabase(), CapturedUnit.ALL, ENTITIES)) {
            PreInsertEventListener veto = event -> true;
            vetoed.factory
                    .unwrap(SessionFactoryImplementor.class)
                    .getEventListenerRegistry()
                    .appendListeners(EventType.PRE_INSERT, veto);
            vetoed.commit(em -> {
                WithAssignedText assigned = new WithAssignedText();
                assigned.id = "vetoed";
                em.persist(assigned);
                em.persist(new Project("P-29", "Title"));
            });

            assertThat(vetoed.records()).isEmpty();
            assertThat(vetoed.failures.report().failures()).isEmpty();
        }
    }

    @Test
    void aRollbackLeavesNothing() {
        unit.transactions.executeWithoutResult(status -> {
            EntityManager em = unit.entityManager();
            em.persist(new Project("P-30", "Title"));
            em.flush();
            status.setRollbackOnly();
        });

        assertThat(unit.records()).isEmpty();
    }

    @Test
    void aFailedFlushLeavesNothing() {
        project("P-31");
        unit.reset();
        assertThatThrownBy(() -> unit.commit(em -> {
                    em.persist(new WithAssignedText());
                }))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> unit.commit(em -> {
                    Project twin = new Project("P-31", "Twin");
                    em.persist(new Project("P-32", "Goes with it"));
                    em.persist(twin);
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(unit.records()).isEmpty();
    }

    @Test
    void anInnerTransactionIsWrittenThoughTheOuterRollsBack() {
        var inner = new TransactionTemplate(Objects.requireNonNull(unit.transactions.getTransactionManager()));
        inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        unit.transactions.executeWithoutResult(outer -> {
            unit.entityManager().persist(new Project("P-33-outer", "Title"));
            inner.executeWithoutResult(status -> unit.entityManager().persist(new Project("P-33-inner", "Title")));
            outer.setRollbackOnly();
        });

        assertThat(unit.records()).extracting(ChangeRecord::label).containsExactly("P-33-inner");
    }

    @Test
    void plainEntityTransactionsAreFollowed() {
        try (EntityManager em = unit.factory.createEntityManager()) {
            em.getTransaction().begin();
            em.persist(new Project("P-34", "Title"));
            em.getTransaction().commit();
            em.getTransaction().begin();
            em.persist(new Project("P-35", "Title"));
            em.flush();
            em.getTransaction().rollback();
        }

        assertThat(unit.records()).extracting(ChangeRecord::label).containsExactly("P-34");
    }

    @Test
    void oneTransactionIsOneChangeSetInTheOrderOfTheChanges() {
        unit.commit(em -> {
            em.persist(new Person("first"));
            em.persist(new Person("second"));
            em.persist(new Project("P-36", "third"));
        });

        assertThat(unit.committed).hasSize(1);
        assertThat(unit.records())
                .extracting(record -> record.entity().entity())
                .containsExactly("Person", "Person", "Project");
    }

    // Cost

    @Test
    void noSqlStatementIsAdded() {
        try (CapturedUnit audited = new CapturedUnit(newDatabase(), CapturedUnit.ALL, ENTITIES);
                CapturedUnit plain = new CapturedUnit(newDatabase(), null, ENTITIES)) {
            assertThat(statementsOf(audited)).isEqualTo(statementsOf(plain)).hasSizeGreaterThan(20);
            assertThat(audited.records()).isNotEmpty();
            assertThat(plain.records()).isEmpty();
        }
    }

    /** The one exception: an entity that was not loaded is selected before it is deleted, whoever listens. */
    @Test
    void deletingAnUnloadedEntitySelectsIt() {
        Long id = unit.commitAndGet(em -> persisted(em, new Dynamic())).id;
        ChangeRecord record = unit.only(em -> em.remove(em.getReference(Dynamic.class, id)), DELETE);

        assertThat(record.changes()).hasSize(2);
        assertThat(unit.statements).hasSize(2);
    }

    /** The other exception: what was in a collection has to be known when it goes. */
    @Test
    void deletingTheOwnerOfACollectionThatWasNotLoadedSelectsItsElements() {
        Long id = project("P-37").id;
        unit.reset();
        unit.commit(em -> em.remove(em.find(Project.class, id)));

        assertThat(unit.statements).hasSize(4);
        assertThat(unit.statements.get(1)).startsWith("select").contains("Project_tags");
        assertThat(unit.statements.get(2)).startsWith("delete from Project_tags");
    }

    private static List<String> statementsOf(CapturedUnit unit) {
        unit.reset();
        Long lead = unit.commitAndGet(em -> persisted(em, new Person("Ann"))).id;
        Long id = unit.commitAndGet(em -> {
                    Project project = new Project("S-" + unit.hashCode(), "Title");
                    project.lead = em.getReference(Person.class, lead);
                    return persisted(em, project);
                })
                .id;
        unit.commit(em -> em.find(Project.class, id).title = "New");
        unit.commit(em -> em.find(Project.class, id).tags.add("tag"));
        unit.commit(em -> em.find(Person.class, lead).addEmail("a@example.org"));
        unit.commit(em -> em.find(Person.class, lead).emails.clear());
        Long compute = unit.commitAndGet(em -> persisted(em, new Compute())).id;
        unit.commit(em -> em.find(Resource.class, compute).name = "New");
        Long allocation = unit.commitAndGet(em -> persisted(em, new Allocation())).id;
        unit.commit(em -> em.remove(em.find(Allocation.class, allocation)));
        unit.commit(em -> {
            Project project = em.find(Project.class, id);
            Hibernate.initialize(project.tags);
            em.remove(project);
        });
        return List.copyOf(unit.statements);
    }

    private Project project(String projcode) {
        return unit.commitAndGet(em -> persisted(em, new Project(projcode, "Title")));
    }

    private static List<String> properties(ChangeRecord record) {
        return record.changes().stream().map(Change::property).toList();
    }
}
