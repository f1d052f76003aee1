package io.audittrail.hibernate;

import static io.audittrail.Operation.CREATE;
import static io.audittrail.Operation.DELETE;
import static io.audittrail.Operation.UPDATE;
import static io.audittrail.hibernate.CapturedUnit.newValue;
import static io.audittrail.hibernate.CapturedUnit.persisted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.Elements;
import io.audittrail.Hidden;
import io.audittrail.hibernate.model.Address;
import io.audittrail.hibernate.model.Collections.Contact;
import io.audittrail.hibernate.model.Collections.Folder;
import io.audittrail.hibernate.model.Collections.Level;
import io.audittrail.hibernate.model.Collections.Member;
import io.audittrail.hibernate.model.Collections.Point;
import io.audittrail.hibernate.model.Collections.Seat;
import io.audittrail.hibernate.model.Collections.Team;
import io.audittrail.hibernate.model.Collections.Thing;
import io.audittrail.hibernate.model.Collections.Work;
import io.audittrail.hibernate.model.Families.Compute;
import io.audittrail.hibernate.model.Families.Resource;
import io.audittrail.hibernate.model.Keys.CodeId;
import io.audittrail.hibernate.model.Keys.WithAssignedText;
import io.audittrail.hibernate.model.Keys.WithEmbeddedId;
import io.audittrail.hibernate.model.Money;
import io.audittrail.hibernate.model.Person;
import io.audittrail.hibernate.model.Person.Email;
import io.audittrail.hibernate.model.Project;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Delivery;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is recorded of changes through a stateless session. Each kind of database runs it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StatelessContract {

    private static final Class<?>[] ENTITIES = {
        Project.class,
        Person.class,
        Email.class,
        WithEmbeddedId.class,
        WithAssignedText.class,
        Resource.class,
        Compute.class,
        Team.class,
        Member.class,
        Thing.class,
        Work.class,
        Seat.class,
        Folder.class
    };

    private CapturedUnit unit = unopened();
    private boolean veto;

    abstract TestDatabase newDatabase();

    @BeforeAll
    void open() {
        unit = new CapturedUnit(newDatabase(), CapturedUnit.ALL, ENTITIES);
        PreUpdateEventListener vetoing = event -> veto;
        sessionFactory()
                .unwrap(SessionFactoryImplementor.class)
                .getEventListenerRegistry()
                .appendListeners(EventType.PRE_UPDATE, vetoing);
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

    @Test
    void anInsertIsACreationOfAllAttributes() {
        unit.actor = () -> Actor.user("alice");
        ChangeRecord record = only(session -> session.insert(new Project("S-1", "Title")));

        assertThat(record.action()).isEqualTo(CREATE);
        assertThat(record.actor()).isEqualTo(Actor.user("alice"));
        assertThat(record.label()).isEqualTo("S-1");
        assertThat(newValue(record, "title")).isEqualTo("Title");
        assertThat(newValue(record, "apiToken")).isEqualTo(Hidden.MASKED);
        assertThat(record.changes()).hasSizeGreaterThanOrEqualTo(12);
    }

    @Test
    void anInsertedIdentityIsKnown() {
        Person person = new Person("Ann");
        assertThat(only(session -> session.insert(person)).entity().id()).isEqualTo(person.id);
    }

    @Test
    void anUpdateIsWhatDiffersFromTheRow() {
        Long ann = unit.commitAndGet(em -> persisted(em, new Person("Ann"))).id;
        Long bob = unit.commitAndGet(em -> persisted(em, new Person("Bob"))).id;
        Project project = project("S-2", ann);
        project.title = "New";
        project.amount = new BigDecimal("10.5");
        project.lead = new Person("Bob");
        project.lead.id = bob;
        project.address = address("Old Street");
        project.apiToken = "secret";
        unit.reset();
        ChangeRecord record = only(session -> session.update(project));

        assertThat(record.action()).isEqualTo(UPDATE);
        assertThat(record.changes())
                .containsExactlyInAnyOrder(
                        new Change("title", "Title", "New"),
                        new Change("amount", null, new BigDecimal("10.5")),
                        new Change("lead", ann, bob),
                        new Change("address", null, newValue(record, "address")),
                        new Change("apiToken", Hidden.MASKED, Hidden.MASKED));
        assertThat(selects()).hasSize(2); // and its collection, which the session stores anew
    }

    @Test
    void theKeyOfAToOneAssociationIsItsTargetsId() {
        Long ann = unit.commitAndGet(em -> persisted(em, new Person("Ann"))).id;
        Project project = project("S-3", ann);
        project.lead = null;

        assertThat(only(session -> session.update(project)).changes()).containsExactly(new Change("lead", ann, null));
    }

    @Test
    void anEmbeddableThatChangesIsShownBeforeAndAfter() {
        Project project = project("S-4", null);
        project.address = address("Old Street");
        only(session -> session.update(project));
        Object before = newValue(unit.records().get(0), "address");
        project.address = address("New Street");
        ChangeRecord record = only(session -> session.update(project));

        assertThat(record.changes()).containsExactly(new Change("address", before, newValue(record, "address")));
        assertThat(record.changes().get(0).oldValue()).asString().contains("Old Street");
    }

    @Test
    void anUpdateThatChangesNothingLeavesNoRecord() {
        Long ann = unit.commitAndGet(em -> persisted(em, new Person("Ann"))).id;
        Project project = project("S-5", ann);
        project.price = new Money("EUR", 150);
        project.touched = Date.from(Instant.ofEpochMilli(1_700_000_000_123L));
        project.logo = new byte[] {1, 2, 3};
        project.address = address("Street");
        project.apiToken = "secret";
        inTransaction(session -> session.update(project));
        unit.reset();
        inTransaction(session -> session.update(project));

        assertThat(unit.records()).isEmpty();
    }

    @Test
    void aDeletionListsTheOldValues() {
        Project project = project("S-6", null);
        Project key = new Project("wrong", "wrong");
        key.id = project.id;
        ChangeRecord record = only(session -> session.delete(key));

        assertThat(record.action()).isEqualTo(DELETE);
        assertThat(record.label()).isEqualTo("S-6");
        assertThat(record.changes()).contains(new Change("projcode", "S-6", null), new Change("title", "Title", null));
        assertThat(selects()).hasSize(2); // and its collection, which the session takes away
    }

    @Test
    void anUpsertIsACreationOrAnUpdate() {
        WithAssignedText entity = text("upserted", "A");
        ChangeRecord creation = only(session -> session.upsert(entity));
        entity.text = "B";
        ChangeRecord update = only(session -> session.upsert(entity));

        assertThat(creation.action()).isEqualTo(CREATE);
        assertThat(creation.changes()).containsExactly(new Change("text", null, "A"));
        assertThat(update.action()).isEqualTo(UPDATE);
        assertThat(update.changes()).containsExactly(new Change("text", "A", "B"));
    }

    @Test
    void severalAtOnceAreRecordedOneByOne() {
        List<WithAssignedText> all = List.of(text("m1", "A"), text("m2", "A"), text("m3", "A"));
        inTransaction(session -> session.insertMultiple(all));
        assertThat(actions()).containsExactly("CREATE m1 A", "CREATE m2 A", "CREATE m3 A");

        unit.reset();
        all.forEach(each -> each.text = "B");
        inTransaction(session -> session.updateMultiple(all));
        assertThat(actions()).containsExactly("UPDATE m1 B", "UPDATE m2 B", "UPDATE m3 B");
        assertThat(unit.records())
                .allSatisfy(record -> assertThat(record.changes()).containsExactly(new Change("text", "A", "B")));

        unit.reset();
        all.get(1).text = "C";
        inTransaction(session -> session.upsertMultiple(List.of(all.get(1), text("m4", "D"))));
        assertThat(actions()).containsExactly("UPDATE m2 C", "CREATE m4 D");

        unit.reset();
        inTransaction(session -> session.deleteMultiple(all));
        assertThat(unit.records()).hasSize(3).allSatisfy(record -> {
            assertThat(record.action()).isEqualTo(DELETE);
            assertThat(record.changes()).first().extracting(Change::oldValue).isNotNull();
        });
    }

    @Test
    void severalChangesOfOneEntityAreTheirNetEffect() {
        WithAssignedText entity = text("net", "A");
        inTransaction(session -> session.insert(entity));
        unit.reset();
        ChangeRecord record = only(session -> {
            entity.text = "B";
            session.update(entity);
            entity.text = "C";
            session.update(entity);
        });

        assertThat(record.changes()).containsExactly(new Change("text", "A", "C"));
        inTransaction(session -> session.delete(entity));
    }

    @Test
    void severalChangesOfOneEntityInABatchAreTheirNetEffect() {
        WithAssignedText entity = text("batched", "A");
        inTransaction(session -> session.insert(entity));
        unit.reset();
        inTransaction(session -> {
            session.setJdbcBatchSize(10);
            entity.text = "B";
            session.update(entity);
            entity.text = "A";
            session.update(entity);
        });
        assertThat(unit.records()).isEmpty();
        ChangeRecord record = only(session -> {
            session.setJdbcBatchSize(10);
            for (String text : List.of("B", "A", "C")) {
                entity.text = text;
                session.update(entity);
            }
        });

        assertThat(record.changes()).containsExactly(new Change("text", "A", "C"));
        inTransaction(session -> session.delete(entity));
    }

    @Test
    void compositeIdsAndJoinedTablesAreRead() {
        WithEmbeddedId embedded = new WithEmbeddedId();
        embedded.id = new CodeId("A", 9);
        inTransaction(session -> session.insert(embedded));
        assertThat(only(session -> session.delete(embedded)).entity().id()).isEqualTo(Map.of("area", "A", "number", 9));

        Compute compute = unit.commitAndGet(em -> persisted(em, new Compute()));
        compute.name = "name";
        compute.cores = 4;
        unit.reset();
        assertThat(only(session -> session.update(compute)).changes())
                .containsExactlyInAnyOrder(new Change("name", null, "name"), new Change("cores", null, 4));
    }

    // Transactions

    @Test
    void aRollbackLeavesNothing() {
        try (StatelessSession session = sessionFactory().openStatelessSession()) {
            session.beginTransaction();
            session.insert(text("rolled-back", "A"));
            session.getTransaction().rollback();
        }
        assertThat(unit.records()).isEmpty();
    }

    @Test
    void withoutATransactionEachIsCommittedAtOnce() {
        WithAssignedText entity = text("alone", "A");
        try (StatelessSession session = sessionFactory().openStatelessSession()) {
            session.insert(entity);
            entity.text = "B";
            session.update(entity);
            session.delete(entity);
        }
        assertThat(unit.committed).hasSize(3);
        assertThat(unit.records()).extracting(ChangeRecord::action).containsExactly(CREATE, UPDATE, DELETE);
    }

    @Test
    void oneThatSharesASessionsConnectionSharesItsTransaction() {
        unit.commit(em -> {
            em.persist(text("of-the-session", "A"));
            em.flush();
            try (StatelessSession session =
                    em.unwrap(Session.class).statelessWithOptions().connection().open()) {
                session.insert(text("of-the-stateless", "A"));
            }
            assertThat(unit.committed).isEmpty();
        });
        assertThat(unit.committed).hasSize(1);
        assertThat(actions()).containsExactly("CREATE of-the-session A", "CREATE of-the-stateless A");

        unit.reset();
        unit.transactions.executeWithoutResult(status -> {
            try (StatelessSession session = unit.entityManager()
                    .unwrap(Session.class)
                    .statelessWithOptions()
                    .connection()
                    .open()) {
                session.insert(text("goes-with-the-session", "A"));
            }
            status.setRollbackOnly();
        });
        assertThat(unit.records()).isEmpty();
    }

    @Test
    void onAConnectionThatCommitsByItselfEachIsRecordedAtOnce() throws SQLException {
        for (Connection connection : List.of(unit.dataSource.getConnection(), elsewhere())) {
            unit.reset();
            try (connection;
                    StatelessSession session = sessionFactory().openStatelessSession(connection)) {
                session.insert(text("given", "A"));
                assertThat(unit.committed).hasSize(1);
                session.createMutationQuery("update WithAssignedText set text = 'B'")
                        .executeUpdate();
                assertThat(unit.committed).hasSize(2);
                session.delete(text("given", "B"));
            }
            assertThat(unit.committed).hasSize(3);
            assertThat(unit.records()).extracting(ChangeRecord::action).containsExactly(CREATE, DELETE);
        }
    }

    @Test
    void onAConnectionOfTheUnitsItIsRecordedWhenThatIsCommitted() throws SQLException {
        try (Connection connection = unit.dataSource.getConnection();
                StatelessSession session = sessionFactory().openStatelessSession(connection)) {
            connection.setAutoCommit(false);
            session.insert(text("by-hand", "A"));
            assertThat(unit.committed).isEmpty();
            connection.commit();
            assertThat(actions()).containsExactly("CREATE by-hand A");

            session.delete(text("by-hand", "A"));
            connection.rollback();
            session.update(text("by-hand", "B"));
            connection.commit();
        }
        assertThat(unit.committed).hasSize(2);
        assertThat(actions()).containsExactly("CREATE by-hand A", "UPDATE by-hand B");
        inTransaction(session -> session.delete(text("by-hand", "B")));
    }

    @Test
    void onAConnectionFromElsewhereNobodyKnowsWhetherItIsCommitted() throws SQLException {
        List<ChangeSet> unknown = new ArrayList<>();
        Delivery keeping = unit.delivery;
        unit.delivery = (changes, own) -> new Delivery.Prepared() {
            @Override
            public void committed() {}

            @Override
            public void rolledBack() {}

            @Override
            public void unknown() {
                unknown.add(changes);
            }
        };
        try (Connection connection = elsewhere();
                StatelessSession session = sessionFactory().openStatelessSession(connection)) {
            connection.setAutoCommit(false);
            session.insert(text("from-elsewhere", "A"));
            connection.rollback();
        } finally {
            unit.delivery = keeping;
        }
        assertThat(unknown)
                .singleElement()
                .satisfies(changes -> assertThat(changes.changes()).hasSize(1));
    }

    /** A connection to the same database that is not of the unit's data source. */
    private Connection elsewhere() throws SQLException {
        return DriverManager.getConnection(
                unit.dataSource.getJdbcUrl(), unit.dataSource.getUsername(), unit.dataSource.getPassword());
    }

    // What goes wrong

    @Test
    void aVetoedUpdateLeavesNoRecordAndDisturbsNone() {
        WithAssignedText vetoed = text("vetoed", "A");
        WithAssignedText done = text("done", "A");
        inTransaction(session -> session.insertMultiple(List.of(vetoed, done)));
        unit.reset();
        ChangeRecord record = only(session -> {
            veto = true;
            vetoed.text = "B";
            session.update(vetoed);
            veto = false;
            done.text = "B";
            session.update(done);
        });

        assertThat(record.entity().id()).isEqualTo("done");
        assertThat(record.changes()).containsExactly(new Change("text", "A", "B"));
    }

    @Test
    void aFailingUpdateLeavesNoRecordAndDisturbsNone() {
        WithAssignedText missing = text("missing", "A");
        WithAssignedText there = text("there", "A");
        inTransaction(session -> session.insert(there));
        unit.reset();
        try (StatelessSession session = sessionFactory().openStatelessSession()) {
            assertThatThrownBy(() -> session.update(missing)).isInstanceOf(RuntimeException.class);
            there.text = "B";
            session.update(there);
        }
        assertThat(actions()).containsExactly("UPDATE there B");
        assertThat(unit.records().get(0).changes()).containsExactly(new Change("text", "A", "B"));
    }

    // Collections: the session takes all elements away and stores those that the entity holds

    @Test
    void anInsertedEntityHasItsElements() {
        Member ann = unit.commitAndGet(em -> persisted(em, new Member("Ann")));
        Team team = new Team("T-1");
        team.members.add(ann);
        team.words.addAll(List.of("a", "a"));
        team.limits.put(Level.LOW, BigDecimal.TEN);
        ChangeRecord record = only(session -> session.insert(team));

        assertThat(record.action()).isEqualTo(CREATE);
        assertThat(record.changes())
                .contains(
                        new Change("members", Elements.of(List.of(ann.id), List.of())),
                        new Change("words", Elements.of(List.of("a", "a"), List.of())),
                        new Change("contacts", Elements.none()));
        assertThat(change(record, "limits"))
                .extracting(Change::elements)
                .extracting(Elements::added)
                .isEqualTo(List.of(Elements.entry("LOW", BigDecimal.TEN)));
    }

    @Test
    void anEntityThatIsChangedInTheBatchThatInsertsItHasItsElementsOnce() {
        Team team = new Team("T-9");
        team.words.add("a");
        ChangeRecord record = only(session -> {
            session.setJdbcBatchSize(10);
            session.insert(team);
            team.words.add("b");
            session.update(team);
        });

        assertThat(record.action()).isEqualTo(CREATE);
        assertThat(change(record, "words").elements()).isEqualTo(Elements.of(List.of("a", "b"), List.of()));
    }

    @Test
    void anUpdateTellsWhichElementsCameAndWent() {
        Member ann = unit.commitAndGet(em -> persisted(em, new Member("Ann")));
        Member bob = unit.commitAndGet(em -> persisted(em, new Member("Bob")));
        Team team = full("T-2", ann);
        inTransaction(session -> session.insert(team));
        team.members.clear();
        team.members.add(bob);
        team.words.add("c");
        team.steps.remove("first");
        team.contacts.add(new Contact("Eve", "2"));
        team.limits.put(Level.LOW, BigDecimal.ONE);
        team.offices.put("Rome", new Contact("Roma", "3"));
        team.codes.add("secret");
        ChangeRecord record = only(session -> session.update(team));

        assertThat(record.action()).isEqualTo(UPDATE);
        assertThat(record.changes())
                .containsExactlyInAnyOrder(
                        new Change("members", Elements.of(List.of(bob.id), List.of(ann.id))),
                        new Change("words", Elements.of(List.of("c"), List.of())),
                        new Change("steps", Elements.ofList(List.of("first", "second"), List.of("second"))),
                        new Change("contacts", Elements.of(List.of(contact("Eve")), List.of())),
                        new Change(
                                "limits",
                                Elements.ofMap(
                                        List.of(),
                                        List.of(),
                                        List.of(new Change("LOW", new BigDecimal("10.00"), BigDecimal.ONE)))),
                        new Change(
                                "offices",
                                Elements.ofMap(List.of(Elements.entry("Rome", contact("Roma"))), List.of(), List.of())),
                        new Change("codes", Hidden.MASKED, Hidden.MASKED));
    }

    @Test
    void elementsThatAreStoredAnewAndAreTheSameLeaveNoRecord() {
        Team team = full("T-3", unit.commitAndGet(em -> persisted(em, new Member("Ann"))));
        inTransaction(session -> session.insert(team));
        unit.reset();
        inTransaction(session -> session.update(team));
        inTransaction(session -> session.upsert(team));

        assertThat(unit.records()).isEmpty();
    }

    @Test
    void aCollectionThatWasNotLoadedIsLeftAloneAndNotRead() {
        Team team = full("T-4", unit.commitAndGet(em -> persisted(em, new Member("Ann"))));
        inTransaction(session -> session.insert(team));
        ChangeRecord record = only(session -> {
            Team loaded = session.get(Team.class, team.id);
            unit.reset();
            loaded.title = "New";
            session.update(loaded);
        });

        assertThat(record.changes()).containsExactly(new Change("title", null, "New"));
        assertThat(selects()).hasSize(1);
    }

    @Test
    void anUpsertTellsOfElementsToo() {
        Folder folder = new Folder();
        folder.id = 4_711L;
        folder.name = "A";
        folder.pages.add("one");
        ChangeRecord created = only(session -> session.upsert(folder));
        folder.pages = Set.of("two");
        ChangeRecord updated = only(session -> session.upsert(folder));

        assertThat(created.action()).isEqualTo(CREATE);
        assertThat(created.changes()).contains(new Change("pages", Elements.of(List.of("one"), List.of())));
        assertThat(updated.action()).isEqualTo(UPDATE);
        assertThat(updated.changes()).contains(new Change("pages", Elements.of(List.of("two"), List.of("one"))));
    }

    @Test
    void aDeletionTakesTheElementsAlong() {
        Team team = full("T-5", unit.commitAndGet(em -> persisted(em, new Member("Ann"))));
        inTransaction(session -> session.insert(team));
        Team key = new Team("T-5");
        key.id = team.id;
        ChangeRecord record = only(session -> session.delete(key));

        assertThat(record.action()).isEqualTo(DELETE);
        assertThat(record.changes())
                .contains(
                        new Change("words", Elements.of(List.of(), List.of("a", "b"))),
                        new Change("contacts", Elements.of(List.of(), List.of(contact("Ann")))));
    }

    @Test
    void withoutATransactionEntityAndElementsAreOneRecord() {
        Folder folder = new Folder();
        folder.name = "A";
        folder.pages.add("one");
        unit.reset();
        try (StatelessSession session = sessionFactory().openStatelessSession()) {
            session.insert(folder);
            folder.name = "B";
            folder.pages = Set.of("two");
            session.update(folder);
        }

        assertThat(unit.records()).extracting(ChangeRecord::action).containsExactly(CREATE, UPDATE);
        assertThat(unit.records().get(1).changes())
                .contains(
                        new Change("name", "A", "B"), new Change("pages", Elements.of(List.of("two"), List.of("one"))));
    }

    private static Team full(String code, Member member) {
        Team team = new Team(code);
        team.members.add(member);
        team.words.addAll(List.of("a", "b"));
        team.steps.addAll(List.of("first", "second"));
        team.contacts.add(new Contact("Ann", "1"));
        team.points.add(new Point(1, 2));
        team.limits.put(Level.LOW, BigDecimal.TEN);
        team.offices.put("Oslo", new Contact("Oslo", "1"));
        team.codes.add("code");
        return team;
    }

    private static Map<String, @Nullable Object> contact(String name) {
        Map<String, @Nullable Object> contact = new HashMap<>();
        contact.put("name", name);
        contact.put("pin", Hidden.MASKED);
        return contact;
    }

    // Without selects

    @Test
    void withoutSelectsTheOldValuesAreUnread() {
        Map<String, Object> unread = Map.of("unread", "not loaded");
        try (CapturedUnit omitting = CapturedUnit.with(
                new OtherWays(false, CapturedUnit.RECORDING.statements()), newDatabase(), WithAssignedText.class)) {
            SessionFactory factory = omitting.factory.unwrap(SessionFactory.class);
            factory.inStatelessTransaction(session -> session.insert(text("omitted", "A")));
            omitting.reset();
            factory.inStatelessTransaction(session -> session.update(text("omitted", "B")));
            factory.inStatelessTransaction(session -> session.upsert(text("omitted", "C")));
            factory.inStatelessTransaction(session -> session.delete(text("omitted", "C")));

            assertThat(omitting.statements).hasSize(3);
            assertThat(omitting.records()).extracting(ChangeRecord::action).containsExactly(UPDATE, UPDATE, DELETE);
            assertThat(omitting.records())
                    .extracting(record -> record.changes().get(0))
                    .containsExactly(
                            new Change("text", unread, "B"),
                            new Change("text", unread, "C"),
                            new Change("text", unread, null));
        }
    }

    @Test
    void withoutSelectsElementsAreToldAsTheyAreNow() {
        Map<String, Object> unread = Map.of("unread", "not loaded");
        try (CapturedUnit omitting = CapturedUnit.with(
                new OtherWays(false, CapturedUnit.RECORDING.statements()), newDatabase(), Folder.class)) {
            SessionFactory factory = omitting.factory.unwrap(SessionFactory.class);
            Folder folder = new Folder();
            folder.pages.add("one");
            factory.inStatelessTransaction(session -> session.insert(folder));
            folder.pages = Set.of("two");
            omitting.reset();
            factory.inStatelessTransaction(session -> session.update(folder));
            factory.inStatelessTransaction(session -> session.delete(folder));

            assertThat(omitting.statements).noneMatch(sql -> sql.startsWith("select"));
            assertThat(omitting.records())
                    .extracting(record -> change(record, "pages"))
                    .containsExactly(new Change("pages", unread, List.of("two")), new Change("pages", unread, null));
        }
    }

    private static Change change(ChangeRecord record, String property) {
        return record.changes().stream()
                .filter(change -> change.property().equals(property))
                .findFirst()
                .orElseThrow();
    }

    private SessionFactory sessionFactory() {
        return unit.factory.unwrap(SessionFactory.class);
    }

    private void inTransaction(Consumer<StatelessSession> work) {
        sessionFactory().inStatelessTransaction(work);
    }

    private ChangeRecord only(Consumer<StatelessSession> work) {
        unit.reset();
        inTransaction(work);
        assertThat(unit.records()).hasSize(1);
        return unit.records().get(0);
    }

    private List<String> selects() {
        return unit.statements.stream().filter(sql -> sql.startsWith("select")).toList();
    }

    private List<String> actions() {
        return unit.records().stream()
                .map(record -> record.action() + " " + record.entity().id() + " " + newValue(record, "text"))
                .toList();
    }

    private Project project(String projcode, @Nullable Long lead) {
        return unit.commitAndGet(em -> {
            Project project = new Project(projcode, "Title");
            project.lead = lead == null ? null : em.getReference(Person.class, lead);
            return persisted(em, project);
        });
    }

    private static WithAssignedText text(String id, String text) {
        WithAssignedText entity = new WithAssignedText();
        entity.id = id;
        entity.text = text;
        return entity;
    }

    private static Address address(String street) {
        Address address = new Address();
        address.street = street;
        return address;
    }
}
