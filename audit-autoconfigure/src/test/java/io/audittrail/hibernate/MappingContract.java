package io.audittrail.hibernate;

import static io.audittrail.Operation.CREATE;
import static io.audittrail.Operation.DELETE;
import static io.audittrail.Operation.UPDATE;
import static io.audittrail.hibernate.CapturedUnit.newValue;
import static io.audittrail.hibernate.CapturedUnit.persisted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.hibernate.model.Details.Desk;
import io.audittrail.hibernate.model.Details.Position;
import io.audittrail.hibernate.model.Details.Profile;
import io.audittrail.hibernate.model.Details.Site;
import io.audittrail.hibernate.model.Details.Stamped;
import io.audittrail.hibernate.model.Details.Station;
import io.audittrail.hibernate.model.Person;
import io.audittrail.hibernate.model.Person.Email;
import io.audittrail.hibernate.model.Project;
import io.audittrail.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.orm.jpa.JpaTransactionManager;

/** What is recorded of less common mappings, and of inserts that go to the database in batches. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MappingContract {

    private CapturedUnit unit = unopened();

    abstract TestDatabase newDatabase();

    @BeforeAll
    void open() {
        unit = new CapturedUnit(
                newDatabase(),
                CapturedUnit.ALL,
                List.of(),
                factory -> factory.getJpaPropertyMap().put("hibernate.jdbc.batch_size", 20),
                JpaTransactionManager::new,
                Profile.class,
                Desk.class,
                Station.class,
                Stamped.class,
                Project.class,
                Person.class,
                Email.class);
    }

    @AfterAll
    void close() {
        unit.close();
    }

    @BeforeEach
    void reset() {
        unit.reset();
    }

    @SuppressWarnings("NullAway") // JUnit opens it before the first test
    private static CapturedUnit unopened() {
        return null;
    }

    @Test
    void anIdTakenFromAnAssociationIsTheIdOfItsTargetAndSaidOnce() {
        Person ann = unit.commitAndGet(em -> persisted(em, new Person("Ann")));
        ChangeRecord created = unit.only(
                em -> {
                    Profile profile = new Profile();
                    profile.person = em.getReference(Person.class, ann.id);
                    profile.motto = "Onward";
                    em.persist(profile);
                },
                CREATE);
        assertThat(created.entity().id()).isEqualTo(ann.id);
        assertThat(created.changes()).containsExactly(new Change("motto", null, "Onward"));

        ChangeRecord deleted = unit.only(em -> em.remove(em.find(Profile.class, ann.id)), DELETE);
        assertThat(deleted.entity().id()).isEqualTo(ann.id);
    }

    @Test
    void aOneToOneWithAColumnOfItsOwnIsTheIdOfItsTarget() {
        Long ann = unit.commitAndGet(em -> persisted(em, new Person("Ann"))).id;
        Long id = unit.commitAndGet(em -> persisted(em, new Desk())).id;

        assertThat(unit.only(em -> em.find(Desk.class, id).owner = em.getReference(Person.class, ann), UPDATE)
                        .changes())
                .containsExactly(new Change("owner", null, ann));
        assertThat(unit.only(em -> em.find(Desk.class, id).owner = null, UPDATE).changes())
                .containsExactly(new Change("owner", ann, null));
    }

    @Test
    void anEmbeddableWithinAnEmbeddableIsAnObjectWithinAnObject() {
        Long id = station(station -> station.site = new Site("Mesa", new Position(3, 4)));

        ChangeRecord record = unit.only(em -> em.find(Station.class, id).site.position.north = 5, UPDATE);

        assertThat(record.changes()).containsExactly(new Change("site", site("Mesa", 3, 4), site("Mesa", 3, 5)));
    }

    @Test
    void anEmbeddableThatAppearsAndVanishesIsNullBeforeAndAfter() {
        Long id = station(station -> {});

        assertThat(unit.only(em -> em.find(Station.class, id).site = new Site("Mesa", new Position(3, 4)), UPDATE)
                        .changes())
                .containsExactly(new Change("site", null, site("Mesa", 3, 4)));
        assertThat(unit.only(em -> em.find(Station.class, id).site = null, UPDATE)
                        .changes())
                .containsExactly(new Change("site", site("Mesa", 3, 4), null));
    }

    @Test
    void anEnumStoredByItsPlaceIsItsName() {
        Long id = station(station -> station.stage = Project.Stage.PROPOSED);
        assertThat(unit.only(em -> em.find(Station.class, id).stage = Project.Stage.ACTIVE, UPDATE)
                        .changes())
                .containsExactly(new Change("stage", "PROPOSED", "ACTIVE"));
    }

    @Test
    void aBooleanIsTrueOrFalseHoweverItIsStored() {
        Long id = station(station -> station.open = true);
        ChangeRecord record = unit.only(
                em -> {
                    Station station = em.find(Station.class, id);
                    station.open = false;
                    station.staffed = true;
                    station.remote = true;
                },
                UPDATE);
        assertThat(record.changes())
                .containsExactlyInAnyOrder(
                        new Change("open", true, false),
                        new Change("staffed", null, true),
                        new Change("remote", false, true));
    }

    @Test
    void valuesThatHibernateOrTheDatabaseSetsAreInTheCreation() {
        Instant before = Instant.now().minusSeconds(60);
        ChangeRecord created = unit.only(em -> em.persist(new Stamped()), CREATE);
        assertThat(newValue(created, "createdAt"))
                .isInstanceOfSatisfying(Instant.class, at -> assertThat(at).isAfter(before));
        assertThat(newValue(created, "changedAt")).isInstanceOf(Instant.class);
        assertThat(newValue(created, "origin")).isEqualTo("fresh");
    }

    @Test
    void aTimestampThatHibernateSetsAtAnUpdateIsInIt() {
        Stamped stamped = unit.commitAndGet(em -> persisted(em, new Stamped()));
        ChangeRecord record = unit.only(em -> em.find(Stamped.class, stamped.id).text = "New", UPDATE);
        assertThat(record.changes()).extracting(Change::property).containsExactlyInAnyOrder("text", "changedAt");
        assertThat(newValue(record, "changedAt"))
                .isInstanceOfSatisfying(Instant.class, at -> assertThat(at).isAfter(stamped.changedAt));
    }

    @Test
    void aBatchOfInsertsWithOneThatFailsLeavesNothing() {
        unit.commit(em -> em.persist(new Project("twin", "Title")));
        unit.reset();
        assertThatThrownBy(() -> unit.commit(em -> {
                    for (int i = 0; i < 30; i++) {
                        em.persist(new Project(i == 25 ? "twin" : "batch-" + i, "Title"));
                    }
                }))
                .isInstanceOf(RuntimeException.class);
        assertThat(unit.records()).isEmpty();

        unit.commit(em -> em.persist(new Project("after", "Title")));
        assertThat(unit.records()).extracting(ChangeRecord::label).containsExactly("after");
    }

    @Test
    void aBatchOfInsertsIsRecordedInItsOrder() {
        List<ChangeRecord> records = unit.recordsOf(em -> {
            for (int i = 0; i < 45; i++) {
                em.persist(new Project("ordered-" + i, "Title"));
            }
        });
        assertThat(records).hasSize(45);
        assertThat(records.get(44).label()).isEqualTo("ordered-44");
        assertThat(records).extracting(record -> record.entity().id()).doesNotHaveDuplicates();
    }

    private Long station(Consumer<Station> with) {
        Station station = new Station();
        with.accept(station);
        return unit.commitAndGet(em -> persisted(em, station)).id;
    }

    private static Map<String, Object> site(String name, int east, int north) {
        return Map.of("name", name, "position", Map.of("east", east, "north", north));
    }
}
