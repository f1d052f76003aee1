package io.audittrail.hibernate;

import static io.audittrail.hibernate.CapturedUnit.persisted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.audittrail.Actor;
import io.audittrail.AuditFigures;
import io.audittrail.ChangeRecord;
import io.audittrail.Entry;
import io.audittrail.Hidden;
import io.audittrail.Masked;
import io.audittrail.StatementRecord;
import io.audittrail.StatementRecord.Kind;
import io.audittrail.StatementRejectedException;
import io.audittrail.hibernate.model.Families.Allocation;
import io.audittrail.hibernate.model.Families.Circle;
import io.audittrail.hibernate.model.Families.Compute;
import io.audittrail.hibernate.model.Families.Disk;
import io.audittrail.hibernate.model.Families.Resource;
import io.audittrail.hibernate.model.Families.Shape;
import io.audittrail.hibernate.model.Families.Stored;
import io.audittrail.hibernate.model.Families.Tape;
import io.audittrail.hibernate.model.Families.Truck;
import io.audittrail.hibernate.model.Families.Vehicle;
import io.audittrail.hibernate.model.Keys.WithAssignedText;
import io.audittrail.hibernate.model.Person;
import io.audittrail.hibernate.model.Person.Email;
import io.audittrail.hibernate.model.Project;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.StatementPolicy;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaDelete;
import jakarta.persistence.criteria.CriteriaUpdate;
import jakarta.persistence.criteria.Root;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;

/** What is recorded of JPQL, HQL and Criteria that change rows. Each kind of database runs it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BulkContract {

    static final Class<?>[] ENTITIES = {
        Project.class,
        Person.class,
        Email.class,
        WithAssignedText.class,
        Shape.class,
        Circle.class,
        Resource.class,
        Compute.class,
        Vehicle.class,
        Truck.class,
        Allocation.class,
        Disk.class,
        Tape.class,
        Bearer.class,
        Account.class
    };

    @Entity(name = "Bearer")
    static class Bearer {
        @Id
        @Masked
        String badge = "";
    }

    @Entity(name = "Account")
    static class Account {
        @Id
        long id;

        @ManyToOne
        @Nullable
        Bearer bearer;

        @Masked
        @ElementCollection
        Map<String, String> codes = new HashMap<>();

        int balance;
    }

    private CapturedUnit unit = unopened();

    abstract TestDatabase newDatabase();

    interface Projects extends JpaRepository<Project, Long> {
        @Modifying
        @Query("update Project p set p.title = ?1 where p.projcode like ?2")
        int rename(String title, String projcode);
    }

    @BeforeAll
    void open() {
        unit = new CapturedUnit(newDatabase(), CapturedUnit.ALL, ENTITIES);
    }

    @AfterAll
    void close() {
        assertThat(unit.failures.report().failures()).isEmpty();
        unit.close();
    }

    @BeforeEach
    void reset() {
        unit.commit(em -> {
            em.createQuery("delete from Project").executeUpdate();
            em.createQuery("delete from Compute").executeUpdate();
            em.createQuery("delete from WithAssignedText").executeUpdate();
            em.createQuery("delete from Disk").executeUpdate();
            em.createQuery("delete from Tape").executeUpdate();
        });
        unit.reset();
        unit.actor = () -> Actor.SYSTEM;
    }

    @SuppressWarnings("NullAway") // JUnit opens them before the first test
    private static CapturedUnit unopened() {
        return null;
    }

    @Test
    void anUpdateIsOneRecordWithItsParametersAndRows() {
        projects("B-1", "B-2");
        unit.actor = () -> Actor.user("alice");
        StatementRecord record = only(em -> em.createQuery(
                        "update Project p set p.title = :title where p.projcode like 'B-%' and p.title = :before")
                .setParameter("title", "New")
                .setParameter("before", "Title")
                .executeUpdate());

        assertThat(record.kind()).isEqualTo(Kind.UPDATE);
        assertThat(record.entity()).isEqualTo("Project");
        assertThat(record.language()).isEqualTo(StatementRecord.Language.HQL);
        assertThat(record.text())
                .isEqualTo("update Project p set p.title = :title where p.projcode like ? and p.title = :before");
        assertThat(record.parameters()).isEqualTo(Map.of("title", "New", "before", "Title"));
        assertThat(record.tables()).containsExactly("Project");
        assertThat(record.rows()).isEqualTo(2);
        assertThat(record.actor()).isEqualTo(Actor.user("alice"));
    }

    @Test
    void valuesOfParametersArePlain() {
        Person ann = unit.commitAndGet(em -> persisted(em, new Person("Ann")));
        projects("B-1");
        StatementRecord record =
                only(em -> em.createQuery("update Project set stage = :stage, lead = :lead where projcode in :codes")
                        .setParameter("stage", Project.Stage.ACTIVE)
                        .setParameter("lead", em.getReference(Person.class, ann.id))
                        .setParameter("codes", List.of("B-1", "B-9"))
                        .executeUpdate());

        assertThat(record.parameters())
                .isEqualTo(Map.of("stage", "ACTIVE", "lead", ann.id, "codes", List.of("B-1", "B-9")));
    }

    @Test
    void aParameterOfAMaskedAttributeIsMasked() {
        projects("B-1");
        StatementRecord record = only(em -> em.createQuery(
                        "update Project set apiToken = :t, nickname = concat(:n, '!'),"
                                + " notes = :notes, title = :title where apiToken is null or apiToken = :old or projcode = :code")
                .setParameter("t", "secret")
                .setParameter("n", "secret")
                .setParameter("notes", "secret")
                .setParameter("old", "secret")
                .setParameter("title", "shown")
                .setParameter("code", "shown")
                .executeUpdate());

        assertThat(record.parameters())
                .isEqualTo(Map.of(
                        "t", Hidden.MASKED,
                        "n", Hidden.MASKED,
                        "notes", Hidden.MASKED,
                        "old", Hidden.MASKED,
                        "title", "shown",
                        "code", "shown"));
    }

    /** Wherever the statement has what is masked from, and whatever it calls it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.codes['a'] = :x",
                "a.codes[:x] = 'a'",
                "key(a.codes) = :x",
                "exists (select 1 from a.codes c where c = :x)",
                "fk(a.bearer) = :x",
                "a.bearer.badge = :x",
                "exists (select 1 from (select b.badge as it from Bearer b) d where d.it = :x)",
                "exists (select 1 from (select d.it as that from (select b.badge as it from Bearer b) d) e where e.that = :x)",
            })
    void aParameterThatIsComparedWithWhatIsMaskedIsMasked(String condition) {
        unit.commit(em -> {
            Bearer bearer = new Bearer();
            bearer.badge = "a";
            em.persist(bearer);
            Account account = new Account();
            account.id = 1;
            account.bearer = bearer;
            account.codes.put("a", "a");
            em.persist(account);
        });
        unit.reset();
        try {
            assertThat(only(em -> em.createQuery("update Account a set a.balance = 5 where " + condition)
                                    .setParameter("x", "a")
                                    .executeUpdate())
                            .parameters())
                    .isEqualTo(Map.of("x", Hidden.MASKED));
        } finally {
            unit.commit(em -> {
                em.remove(em.find(Account.class, 1L));
                em.remove(em.find(Bearer.class, "a"));
            });
        }
    }

    @Test
    void aNamedParameterOfCriteriaIsMaskedWhereItsAttributeIs() {
        projects("B-1");
        assertThat(only(em -> {
                            CriteriaBuilder criteria = em.getCriteriaBuilder();
                            CriteriaUpdate<Project> update = criteria.createCriteriaUpdate(Project.class);
                            Root<Project> root = update.from(Project.class);
                            update.set(root.<String>get("apiToken"), criteria.parameter(String.class, "token"))
                                    .where(criteria.equal(
                                            root.get("projcode"), criteria.parameter(String.class, "code")));
                            em.createQuery(update)
                                    .setParameter("token", "secret")
                                    .setParameter("code", "B-1")
                                    .executeUpdate();
                        })
                        .parameters())
                .isEqualTo(Map.of("token", Hidden.MASKED, "code", "B-1"));
    }

    @Test
    void aDeletionNamesTheTablesOfItsCollectionsToo() {
        unit.commit(em -> {
            Project project = new Project("B-1", "Title");
            project.tags.add("a");
            project.tags.add("b");
            em.persist(project);
        });
        StatementRecord record = only(em -> em.createQuery("delete from Project where projcode = ?1")
                .setParameter(1, "B-1")
                .executeUpdate());

        assertThat(record.kind()).isEqualTo(Kind.DELETE);
        assertThat(record.parameters()).isEqualTo(Map.of("1", "B-1"));
        assertThat(record.tables()).containsExactly("Project", "Project_tags");
        assertThat(record.rows()).isEqualTo(1);
    }

    @Test
    void aStatementThatTouchesNoRowLeavesNoRecord() {
        assertThat(statementsOf(em -> em.createQuery("delete from Project where projcode = 'none'")
                        .executeUpdate()))
                .isEmpty();
    }

    @Test
    void aStatementOnJoinedTablesIsOneRecord() {
        unit.commit(em -> {
            for (int i = 0; i < 3; i++) {
                Compute compute = new Compute();
                compute.name = "c" + i;
                compute.cores = i;
                em.persist(compute);
            }
        });
        StatementRecord update = only(em -> em.createQuery("update Compute set name = :name, cores = 8 where cores > 0")
                .setParameter("name", "New")
                .executeUpdate());
        assertThat(update.kind()).isEqualTo(Kind.UPDATE);
        assertThat(update.entity()).isEqualTo("Compute");
        assertThat(update.text()).isEqualTo("update Compute set name = :name, cores = ? where cores > ?");
        assertThat(update.tables()).containsExactlyInAnyOrder("Resource", "Compute");
        assertThat(update.rows()).isEqualTo(2);

        StatementRecord delete =
                only(em -> em.createQuery("delete from Resource").executeUpdate());
        assertThat(delete.kind()).isEqualTo(Kind.DELETE);
        assertThat(delete.entity()).isEqualTo("Compute");
        assertThat(delete.tables()).containsExactlyInAnyOrder("Resource", "Compute");
        assertThat(delete.rows()).isEqualTo(3);
    }

    @Test
    void criteriaOnJoinedTablesAreOneRecord() {
        unit.commit(em -> {
            Compute compute = new Compute();
            compute.name = "c";
            compute.cores = 4;
            em.persist(compute);
            em.persist(new Compute());
        });
        StatementRecord update = only(em -> {
            CriteriaBuilder builder = em.getCriteriaBuilder();
            CriteriaUpdate<Compute> criteria = builder.createCriteriaUpdate(Compute.class);
            Root<Compute> root = criteria.from(Compute.class);
            criteria.set(root.<String>get("name"), builder.parameter(String.class, "name"));
            criteria.set(root.<Integer>get("cores"), 8);
            criteria.where(builder.greaterThan(root.<Integer>get("cores"), 0));
            em.createQuery(criteria).setParameter("name", "New").executeUpdate();
        });
        assertThat(update.kind()).isEqualTo(Kind.UPDATE);
        assertThat(update.entity()).isEqualTo("Compute");
        assertThat(update.parameters()).isEqualTo(Map.of("name", "New"));
        assertThat(update.tables()).containsExactlyInAnyOrder("Resource", "Compute");
        assertThat(update.rows()).isEqualTo(1);

        StatementRecord delete = only(em -> {
            CriteriaDelete<Resource> criteria = em.getCriteriaBuilder().createCriteriaDelete(Resource.class);
            criteria.from(Resource.class);
            em.createQuery(criteria).executeUpdate();
        });
        assertThat(delete.kind()).isEqualTo(Kind.DELETE);
        assertThat(delete.entity()).isEqualTo("Compute");
        assertThat(delete.tables()).containsExactlyInAnyOrder("Resource", "Compute");
        assertThat(delete.rows()).isEqualTo(2);
    }

    @Test
    void anAttributeOfTheRootOfJoinedTablesChangesItsTableAlone() {
        unit.commit(em -> em.persist(new Compute()));
        StatementRecord update = only(em -> em.createQuery("update Resource set name = 'New' where name is null")
                .executeUpdate());
        assertThat(update.tables()).containsExactly("Resource");
        assertThat(update.rows()).isEqualTo(1);
    }

    @Test
    void attributesOfAMappedSuperclassAreThoseOfTheEntity() {
        unit.commit(em -> {
            em.persist(new Disk());
            em.persist(new Disk());
            em.persist(new Tape());
        });
        StatementRecord update = only(em -> em.createQuery("update Disk set name = :name, pin = :pin, plates = 2")
                .setParameter("name", "New")
                .setParameter("pin", "secret")
                .executeUpdate());
        assertThat(update.entity()).isEqualTo("Disk");
        assertThat(update.parameters()).isEqualTo(Map.of("name", "New", "pin", Hidden.MASKED));
        assertThat(update.tables()).containsExactly("Disk");
        assertThat(update.rows()).isEqualTo(2);

        StatementRecord delete = only(em -> {
            CriteriaDelete<Tape> criteria = em.getCriteriaBuilder().createCriteriaDelete(Tape.class);
            criteria.where(
                    em.getCriteriaBuilder().isNull(criteria.from(Tape.class).get("name")));
            em.createQuery(criteria).executeUpdate();
        });
        assertThat(delete.kind()).isEqualTo(Kind.DELETE);
        assertThat(delete.entity()).isEqualTo("Tape");
        assertThat(delete.tables()).containsExactly("Tape");
        assertThat(delete.rows()).isEqualTo(1);
    }

    /** Hibernate executes it for each table. It takes no update of one, and no Criteria. */
    @Test
    void aDeletionOfAMappedSuperclassIsARecordForEachOfItsTables() {
        unit.commit(em -> {
            em.persist(new Disk());
            em.persist(new Disk());
            em.persist(new Tape());
        });
        assertThat(statementsOf(em -> em.createQuery("delete from " + Stored.class.getName() + " where pin is null")
                        .executeUpdate()))
                .extracting(
                        record -> record.kind() + " " + record.entity() + " " + record.tables() + " " + record.rows())
                .containsExactlyInAnyOrder("DELETE Disk [Disk] 2", "DELETE Tape [Tape] 1");
    }

    @Test
    void otherInheritanceIsRecordedToo() {
        unit.commit(em -> {
            em.persist(new Circle());
            em.persist(new Truck());
        });
        assertThat(only(em -> em.createQuery("update Shape set name = 'New'").executeUpdate()))
                .satisfies(record -> {
                    assertThat(record.entity()).isEqualTo("Circle");
                    assertThat(record.rows()).isPositive();
                });
        assertThat(only(em -> em.createQuery("delete from Vehicle").executeUpdate()))
                .satisfies(record -> {
                    assertThat(record.entity()).isEqualTo("Truck");
                    assertThat(record.tables()).containsExactly("Truck");
                });
    }

    @Test
    void aSoftDeletionIsADeletion() {
        unit.commit(em -> em.persist(new Allocation()));
        assertThat(only(em -> em.createQuery("delete from Allocation").executeUpdate())
                        .kind())
                .isEqualTo(Kind.DELETE);
    }

    @Test
    void insertionsAreRecorded() {
        projects("B-1", "B-2");
        StatementRecord selected = only(
                em -> em.createQuery("insert into WithAssignedText (id, text) select p.projcode, :text from Project p")
                        .setParameter("text", "T")
                        .executeUpdate());
        assertThat(selected.kind()).isEqualTo(Kind.INSERT);
        assertThat(selected.entity()).isEqualTo("WithAssignedText");
        assertThat(selected.parameters()).isEqualTo(Map.of("text", "T"));
        assertThat(selected.tables()).containsExactly("WithAssignedText");
        assertThat(selected.rows()).isEqualTo(2);

        StatementRecord values =
                only(em -> em.createQuery("insert into WithAssignedText (id, text) values (:id, 'A'), ('B-4', 'B')")
                        .setParameter("id", "B-3")
                        .executeUpdate());
        assertThat(values.rows()).isEqualTo(2);
        assertThat(values.text()).isEqualTo("insert into WithAssignedText (id, text) values (:id, ?), (?, ?)");

        StatementRecord generated = only(em -> em.createQuery(
                        "insert into Project (projcode, title, version) select concat(p.projcode, 'x'), p.title, 0 from Project p")
                .executeUpdate());
        assertThat(generated.rows()).isEqualTo(2);
        assertThat(generated.tables()).containsExactly("Project");
    }

    @Test
    void criteriaAreRecordedWithoutTheirValues() {
        projects("B-1");
        StatementRecord update = only(em -> {
            CriteriaBuilder builder = em.getCriteriaBuilder();
            CriteriaUpdate<Project> criteria = builder.createCriteriaUpdate(Project.class);
            Root<Project> root = criteria.from(Project.class);
            criteria.set(root.<String>get("title"), "it's a secret");
            criteria.set(root.<Project.Stage>get("stage"), Project.Stage.ACTIVE);
            criteria.where(builder.equal(root.get("projcode"), builder.parameter(String.class, "code")));
            em.createQuery(criteria).setParameter("code", "B-1").executeUpdate();
        });
        assertThat(update.kind()).isEqualTo(Kind.UPDATE);
        assertThat(update.text())
                .startsWith("update ")
                .contains("Project", "title", ":code")
                .doesNotContain("secret", "ACTIVE");
        assertThat(update.parameters()).isEqualTo(Map.of("code", "B-1"));

        StatementRecord delete = only(em -> {
            CriteriaDelete<Project> criteria = em.getCriteriaBuilder().createCriteriaDelete(Project.class);
            criteria.from(Project.class);
            em.createQuery(criteria).executeUpdate();
        });
        assertThat(delete.kind()).isEqualTo(Kind.DELETE);
        assertThat(delete.rows()).isEqualTo(1);
    }

    @Test
    void repositoriesAreRecorded() {
        Projects all = new JpaRepositoryFactory(unit.entityManager()).getRepository(Projects.class);
        projects("B-1", "B-2", "B-3", "B-4");
        assertThat(only(em -> all.rename("New", "B-%")).parameters()).isEqualTo(Map.of("1", "New", "2", "B-%"));
        Long first = unit.commitAndGet(em -> all.findAll().get(0).id);
        assertThat(only(em -> all.deleteAllByIdInBatch(List.of(first))).rows()).isEqualTo(1);
        assertThat(only(em -> all.deleteAllInBatch(List.of(all.findAll().get(0))))
                        .rows())
                .isEqualTo(1);
        assertThat(only(em -> all.deleteAllInBatch()).rows()).isEqualTo(2);
    }

    @Test
    void nativeStatementsAreRecorded() {
        projects("B-1", "B-2");
        StatementRecord update = only(em -> em.createNativeQuery(
                        "update Project set title = :title, apiToken = :token where projcode = 'B-1' and title <> :other")
                .setParameter("title", "New")
                .setParameter("token", "secret")
                .setParameter("other", "x")
                .executeUpdate());
        assertThat(update.kind()).isEqualTo(Kind.UPDATE);
        assertThat(update.language()).isEqualTo(StatementRecord.Language.SQL);
        assertThat(update.entity()).isEqualTo("Project");
        assertThat(update.text())
                .isEqualTo("update Project set title = ?, apiToken = ? where projcode = ? and title <> ?");
        assertThat(update.parameters()).isEqualTo(Map.of("title", "New", "token", Hidden.MASKED, "other", "x"));
        assertThat(update.tables()).containsExactly("Project");
        assertThat(update.rows()).isEqualTo(1);

        StatementRecord delete = only(em -> em.createNativeQuery("delete from Project where title = ?1")
                .setParameter(1, "New")
                .executeUpdate());
        assertThat(delete.kind()).isEqualTo(Kind.DELETE);
        assertThat(delete.rows()).isEqualTo(1);
        assertThat(statementsOf(em -> em.createNativeQuery("delete from Project where title = 'none'")
                        .executeUpdate()))
                .isEmpty();
        assertThat(statementsOf(em -> {
                    em.createNativeQuery("create table elsewhere (id integer)").executeUpdate();
                    em.createNativeQuery("insert into elsewhere values (1)").executeUpdate();
                    em.createNativeQuery("drop table elsewhere").executeUpdate();
                }))
                .isEmpty();
    }

    /** MariaDB takes several in one text only when asked to. */
    @Test
    void severalNativeStatementsInOneTextAreRecordedWhateverTheFirstOneTouches() {
        assumeThat(newDatabase().url()).doesNotStartWith("jdbc:mariadb");
        projects("B-1");
        StatementRecord both = only(
                em -> em.createNativeQuery("delete from Project where title = 'none'; update Project set title = 'New'")
                        .executeUpdate());
        assertThat(both.kind()).isEqualTo(Kind.DELETE);
        assertThat(both.rows()).isNull();
    }

    @Test
    void aCommentOfTheApplicationIsNotTakenForTheStatement() {
        projects("B-1");
        assertThat(only(em -> em.createQuery("update Project set title = 'New'")
                                .setHint("org.hibernate.comment", "a comment")
                                .executeUpdate())
                        .text())
                .isEqualTo("update Project set title = ?");
    }

    @Test
    void statelessSessionsAreHeardToo() {
        projects("B-1");
        unit.reset();
        unit.factory
                .unwrap(SessionFactory.class)
                .inStatelessTransaction(session -> session.createMutationQuery("update Project set title = 'New'")
                        .executeUpdate());
        assertThat(statements())
                .singleElement()
                .satisfies(record -> assertThat(record.rows()).isEqualTo(1));
    }

    @Test
    void whatAStatementMayHaveChangedStandsBeforeAndAfterIt() {
        projects("B-1");
        unit.reset();
        unit.commit(em -> {
            rename(em, "A");
            em.createQuery("update Project set title = 'B'").executeUpdate();
            em.clear();
            rename(em, "Title");
        });

        assertThat(unit.committed)
                .singleElement()
                .satisfies(changes -> assertThat(changes.records())
                        .extracting(BulkContract::titleOrStatement)
                        .containsExactly("Title -> A", "update Project set title = ?", "B -> Title"));
    }

    @Test
    void aStatementOnAnotherTypeKeepsNothingApart() {
        projects("B-1");
        unit.commit(em -> em.persist(new Compute()));
        unit.reset();
        unit.commit(em -> {
            rename(em, "A");
            em.createQuery("delete from Compute").executeUpdate();
            rename(em, "B");
        });

        assertThat(unit.committed)
                .singleElement()
                .satisfies(changes -> assertThat(changes.records())
                        .extracting(BulkContract::titleOrStatement)
                        .containsExactly("Title -> B", "delete from Compute"));
    }

    private static void rename(EntityManager em, String title) {
        em.createQuery("from Project", Project.class).getSingleResult().title = title;
        em.flush();
    }

    private static String titleOrStatement(Entry record) {
        return record instanceof ChangeRecord change
                ? change.changes().get(0).oldValue() + " -> "
                        + change.changes().get(0).newValue()
                : ((StatementRecord) record).text();
    }

    @Test
    void aRollbackLeavesNothing() {
        projects("B-1");
        unit.reset();
        unit.transactions.executeWithoutResult(status -> {
            unit.entityManager().createQuery("delete from Project").executeUpdate();
            status.setRollbackOnly();
        });
        assertThat(unit.committed).isEmpty();
    }

    @Test
    void aStatementOnIgnoredTypesLeavesNoRecord() {
        AuditRules rules =
                new AuditRules(false, List.of(), List.of("WithAssignedText"), List.of(), List.of(), List.of());
        try (CapturedUnit some = new CapturedUnit(newDatabase(), rules, ENTITIES)) {
            some.commit(em -> em.createQuery("insert into WithAssignedText (id, text) values ('1', 'A')")
                    .executeUpdate());
            some.commit(em -> em.createQuery("delete from WithAssignedText").executeUpdate());
            assertThat(some.committed).isEmpty();
        }
    }

    @Test
    void whatIsRejectedIsNotExecuted() {
        StatementPolicy policy = new StatementPolicy(StatementPolicy.Mode.REJECT);
        try (CapturedUnit strict = CapturedUnit.with(new OtherWays(true, policy), newDatabase(), ENTITIES)) {
            strict.commit(em -> {
                em.persist(new Project("B-1", "Title"));
                em.persist(new Compute());
            });
            for (String hql : List.of("delete from Project where title = 'secret'", "delete from Resource")) {
                assertThatThrownBy(() -> strict.commit(em -> em.createQuery(hql).executeUpdate()))
                        .isInstanceOf(StatementRejectedException.class)
                        .hasMessageContaining("DELETE")
                        .hasMessageContaining("delete from")
                        .hasMessageContaining("audit.statements.mode")
                        .hasMessageNotContaining("secret");
            }
            assertThat(strict.<Long>commitAndGet(em -> em.createQuery("select count(*) from Project", Long.class)
                            .getSingleResult()))
                    .isEqualTo(1);
        }
    }

    @Test
    void whatIsIgnoredIsCounted() {
        StatementPolicy policy = new StatementPolicy(StatementPolicy.Mode.IGNORE);
        try (CapturedUnit lax = CapturedUnit.with(new OtherWays(true, policy), newDatabase(), ENTITIES)) {
            lax.commit(em -> em.persist(new Project("B-1", "Title")));
            lax.reset();
            lax.commit(em -> em.createQuery("delete from Project").executeUpdate());
            assertThat(lax.committed).isEmpty();
            assertThat(policy.figures())
                    .filteredOn(figure -> figure.tags().equals(Map.of("unit", "sam", "kind", "bulk")))
                    .singleElement()
                    .extracting(figure ->
                            ((AuditFigures.Total) figure.reading()).total().getAsLong())
                    .isEqualTo(1L);
        }
    }

    void projects(String... codes) {
        unit.commit(em -> {
            for (String code : codes) {
                em.persist(new Project(code, "Title"));
            }
        });
    }

    StatementRecord only(Consumer<EntityManager> work) {
        List<StatementRecord> records = statementsOf(work);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    List<StatementRecord> statementsOf(Consumer<EntityManager> work) {
        unit.reset();
        unit.commit(work);
        return statements();
    }

    private List<StatementRecord> statements() {
        return unit.committed.stream()
                .flatMap(changes -> changes.records().stream())
                .filter(StatementRecord.class::isInstance)
                .map(StatementRecord.class::cast)
                .toList();
    }
}
