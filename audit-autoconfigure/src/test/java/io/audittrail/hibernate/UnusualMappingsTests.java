package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.Hidden;
import io.audittrail.hibernate.model.Unusual.Contact;
import io.audittrail.hibernate.model.Unusual.Door;
import io.audittrail.hibernate.model.Unusual.DoorKey;
import io.audittrail.hibernate.model.Unusual.Item;
import io.audittrail.hibernate.model.Unusual.Mixed;
import io.audittrail.hibernate.model.Unusual.Opaque;
import io.audittrail.hibernate.model.Unusual.Part;
import io.audittrail.hibernate.model.Unusual.Phone;
import io.audittrail.hibernate.model.Unusual.Reset;
import io.audittrail.hibernate.model.Unusual.ResetMail;
import io.audittrail.hibernate.model.Unusual.Stamped;
import io.audittrail.hibernate.model.Unusual.Whole;
import io.audittrail.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TimeZone;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Mappings that have their own way through Hibernate, and would show too much, too little or nonsense. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnusualMappingsTests {

    private CapturedUnit unit = unopened();
    private long nextId = 1;

    @BeforeAll
    void open() {
        unit = new CapturedUnit(
                TestDatabase.h2(),
                CapturedUnit.ALL,
                Stamped.class,
                Whole.class,
                Part.class,
                Reset.class,
                ResetMail.class,
                Door.class,
                Contact.class,
                Phone.class,
                Mixed.class);
    }

    @AfterAll
    void close() {
        assertThat(unit.failures.report().failures()).isEmpty();
        unit.close();
    }

    @SuppressWarnings("NullAway") // JUnit opens it before the first test
    private static CapturedUnit unopened() {
        return null;
    }

    @Test
    void whatAnUpdateGeneratesIsRecordedWithIt() {
        Stamped stamped = new Stamped();
        stamped.id = nextId++;
        stamped.name = "a";
        unit.commit(em -> em.persist(stamped));

        ChangeRecord update = only(unit.recordsOf(em -> em.find(Stamped.class, stamped.id).name = "b"));

        assertThat(update.changes())
                .extracting(Change::property)
                .containsExactlyInAnyOrder("name", "shout", "updatedAt");
        assertThat(update.changes()).contains(new Change("shout", "a!", "b!"));
    }

    /** Such as a change of a collection, or of an attribute that is left out. */
    @Test
    void aFormulaIsNotRecorded() {
        Stamped stamped = new Stamped();
        stamped.id = nextId++;
        stamped.name = "a";

        ChangeRecord creation = only(unit.recordsOf(em -> em.persist(stamped)));

        assertThat(creation.changes())
                .extracting(Change::property)
                .contains("name")
                .doesNotContain("loud");
    }

    @Test
    void whatAnUpdateGeneratesIsNoChangeByItself() {
        Stamped stamped = new Stamped();
        stamped.id = nextId++;
        unit.commit(em -> em.persist(stamped));

        assertThat(unit.recordsOf(em -> em.find(Stamped.class, stamped.id).notes = "private"))
                .isEmpty();
    }

    @Test
    void theHiddenAttributesOfACollectionsElementsAreNotRecorded() {
        Whole whole = new Whole();
        whole.id = nextId++;
        Part part = new Part();
        part.id = nextId++;
        whole.parts.add(part);

        List<ChangeRecord> created = unit.recordsOf(em -> em.persist(whole));

        assertThat(created.get(1).changes()).containsExactly(new Change("name", null, null));
    }

    @Test
    void aSecretIdentifierIsAPseudonymWhereverItStands() {
        Reset reset = new Reset();
        reset.token = "s3cret";
        ResetMail mail = new ResetMail();
        mail.id = nextId++;
        mail.reset = reset;

        List<ChangeRecord> created = unit.recordsOf(em -> {
            em.persist(reset);
            em.persist(mail);
        });

        Object pseudonym = created.get(0).entity().id();
        assertThat(pseudonym).asString().matches("\\[masked:[0-9a-f]{16}]");
        assertThat(created.get(1).changes()).containsExactly(new Change("reset", null, pseudonym));
        ChangeRecord update = only(unit.recordsOf(em -> em.find(Reset.class, "s3cret").name = "New"));
        assertThat(update.entity().id()).isEqualTo(pseudonym);
    }

    @Test
    void theSecretPartOfACompositeIdentifierIsAPseudonym() {
        Door door = new Door();
        door.id = new DoorKey("front", "1234");

        ChangeRecord created = only(unit.recordsOf(em -> em.persist(door)));

        assertThat(created.entity().id())
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("door", "front")
                .hasEntrySatisfying("pin", pin -> assertThat(pin).asString().startsWith("[masked:"));
    }

    @Test
    void anAttributeThatASubclassOfAnEmbeddableMasksIsMasked() {
        Phone phone = new Phone();
        phone.kind = "mobile";
        phone.number = "555-1234";
        Mixed mixed = mixed();
        mixed.contact = phone;

        assertThat(newValue(only(unit.recordsOf(em -> em.persist(mixed))), "contact"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("kind", "mobile")
                .containsEntry("number", Hidden.MASKED);
    }

    @Test
    void whatAConverterMakesOfATextIsShownAndNotTheText() {
        Mixed mixed = mixed();
        mixed.diary = "private";

        assertThat(newValue(only(unit.recordsOf(em -> em.persist(mixed))), "diary"))
                .isEqualTo("etavirp");
    }

    @Test
    void objectsWithoutATextAreShownAsTheyAreStored() {
        Mixed mixed = mixed();
        mixed.items = List.of(Item.of("one"));
        mixed.opaque = new Opaque("x");
        mixed.zone = TimeZone.getTimeZone("UTC");
        mixed.lasting = Duration.ofSeconds(3);

        ChangeRecord created = only(unit.recordsOf(em -> em.persist(mixed)));

        assertThat(newValue(created, "items")).isEqualTo("[{\"name\":\"one\"}]");
        assertThat(newValue(created, "opaque"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsOnlyKeys("length", "sha256", "head");
        assertThat(newValue(created, "zone")).isEqualTo("UTC");
        assertThat(newValue(created, "lasting")).isEqualTo("PT3S");
    }

    @Test
    void jsonThatIsTheSameTextIsNoChange() {
        Mixed mixed = mixed();
        mixed.items = List.of(Item.of("one"));
        unit.commit(em -> em.persist(mixed));

        ChangeRecord update = only(unit.recordsOf(em -> em.find(Mixed.class, mixed.id).name = "New"));

        assertThat(update.changes()).containsExactly(new Change("name", null, "New"));
    }

    private Mixed mixed() {
        Mixed mixed = new Mixed();
        mixed.id = nextId++;
        mixed.contact = new Contact();
        mixed.contact.kind = "letter";
        return mixed;
    }

    private static ChangeRecord only(List<ChangeRecord> records) {
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static @Nullable Object newValue(ChangeRecord record, String property) {
        return Objects.requireNonNull(record.changes().stream()
                        .filter(change -> change.property().equals(property))
                        .findFirst()
                        .orElse(null))
                .newValue();
    }
}
