package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Change;
import io.audittrail.hibernate.UnitCoverage.Attribute;
import io.audittrail.hibernate.model.Chosen.TrackedOne;
import io.audittrail.hibernate.model.Collections;
import io.audittrail.hibernate.model.Details;
import io.audittrail.hibernate.model.Keys;
import io.audittrail.hibernate.model.Person;
import io.audittrail.hibernate.model.Project;
import io.audittrail.hibernate.model.Unusual;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told of each attribute: what becomes of it, and why. */
class CoverageTests {

    @Test
    void eachAttributeHasItsPolicyAndTheTrueReason() {
        AuditRules rules = new AuditRules(
                false,
                List.of(),
                List.of(),
                List.of("pin", "token", "Project.price"),
                List.of("logo"),
                List.of("pin", "token"));
        try (CapturedUnit unit =
                new CapturedUnit(TestDatabase.h2(), rules, Project.class, Person.class, Person.Email.class)) {
            assertThat(attributes(unit, "Project"))
                    .containsExactlyInAnyOrder(
                            "id AUDITED the identifier",
                            "address AUDITED its type is audited",
                            "address.doorPin MASKED audit.properties.mask=pin",
                            "address.street AUDITED its type is audited",
                            "amount AUDITED its type is audited",
                            "apiToken MASKED audit.properties.mask=token",
                            "lead AUDITED its type is audited",
                            "logo EXCLUDED audit.properties.exclude=logo",
                            "nickname MASKED @Masked",
                            "notes EXCLUDED @Unaudited",
                            "price MASKED audit.properties.mask=Project.price",
                            "projcode AUDITED its type is audited",
                            "stage AUDITED its type is audited",
                            "startDate AUDITED its type is audited",
                            "tags AUDITED its type is audited",
                            "title AUDITED its type is audited",
                            "titleAgain EXCLUDED Hibernate never writes it",
                            "touched AUDITED its type is audited",
                            "version EXCLUDED the version attribute");
            assertThat(attributes(unit, "Person"))
                    .containsExactly(
                            "id AUDITED the identifier",
                            "emails EXCLUDED the far side of an association, recorded where that is written",
                            "name AUDITED its type is audited");
        }
    }

    @Test
    void whatIsSaidToBeRecordedIsWhatARecordHas() {
        try (CapturedUnit unit = new CapturedUnit(
                TestDatabase.h2(), CapturedUnit.ALL, Project.class, Person.class, Person.Email.class)) {
            unit.commit(em -> em.persist(new Project("P", "T")));
            UnitCoverage.Type project = type(unit, "Project");
            assertThat(unit.records())
                    .singleElement()
                    .satisfies(record -> assertThat(record.changes())
                            .extracting(Change::property)
                            .containsExactlyElementsOf(project.recorded()));
            assertThat(project.masked()).containsExactly("apiToken", "nickname");
        }
    }

    @Test
    void attributesThatTheDatabaseWritesOrOthersHoldSaySo() {
        try (CapturedUnit unit = new CapturedUnit(
                TestDatabase.h2(),
                CapturedUnit.ALL,
                Unusual.Stamped.class,
                Details.Profile.class,
                Person.class,
                Person.Email.class,
                Near.class,
                Far.class)) {
            assertThat(attributes(unit, "Stamped"))
                    .contains("updatedAt AUDITED its type is audited; set at each update, so recorded beside another"
                            + " change");
            assertThat(attributes(unit, "Profile")).contains("person EXCLUDED Hibernate never writes it");
            assertThat(attributes(unit, "Far"))
                    .contains("near EXCLUDED the far side of a one-to-one association")
                    .contains("twice EXCLUDED computed by a formula");
        }
    }

    @Test
    void collectionsAreToldWithTheirParts() {
        try (CapturedUnit unit = new CapturedUnit(
                TestDatabase.h2(),
                CapturedUnit.ALL,
                Collections.Team.class,
                Collections.Member.class,
                Collections.Thing.class,
                Collections.Work.class,
                Collections.Seat.class)) {
            assertThat(attributes(unit, "Team"))
                    .contains(
                            "codes MASKED @Masked",
                            "whispers EXCLUDED @Unaudited",
                            "kept EXCLUDED the far side of an association, recorded where that is written",
                            "contacts AUDITED its type is audited",
                            "contacts.name AUDITED its type is audited",
                            "contacts.pin MASKED audit.properties.mask=pin",
                            "contacts.remark EXCLUDED @Unaudited",
                            "notes.keywords AUDITED its type is audited");
            assertThat(type(unit, "Team").recorded())
                    .contains("contacts", "notes", "notes.keywords", "codes")
                    .doesNotContain("contacts.name", "notes.heading", "kept", "whispers");
            assertThat(type(unit, "Team").masked()).containsExactly("codes");
        }
    }

    @Test
    void identifiersAreToldWithTheirParts() {
        try (CapturedUnit unit = new CapturedUnit(
                TestDatabase.h2(),
                CapturedUnit.ALL,
                Keys.WithEmbeddedId.class,
                Keys.WithIdClass.class,
                Unusual.Door.class,
                Person.class,
                Person.Email.class)) {
            assertThat(attributes(unit, "WithEmbeddedId"))
                    .containsExactlyInAnyOrder(
                            "id AUDITED the identifier",
                            "id.area AUDITED the identifier",
                            "id.number AUDITED the identifier",
                            "text AUDITED its type is audited");
            assertThat(attributes(unit, "WithIdClass"))
                    .containsExactlyInAnyOrder(
                            "person AUDITED the identifier",
                            "role AUDITED the identifier",
                            "text AUDITED its type is audited");
            assertThat(attributes(unit, "Door"))
                    .contains("id.pin MASKED audit.properties.mask=pin; a pseudonym identifies");
        }
    }

    @Test
    void attributesOfHibernatesOwnAreNotTold() {
        try (CapturedUnit unit =
                new CapturedUnit(TestDatabase.h2(), CapturedUnit.ALL, Unusual.Whole.class, Unusual.Part.class)) {
            assertThat(attributes(unit, "Part"))
                    .containsExactly("id AUDITED the identifier", "name AUDITED its type is audited");
        }
    }

    @Test
    void attributesOfATypeThatIsNotAuditedAreLeftOutWithItAndThoseThatTrackedDoesNotNameByIt() {
        AuditRules rules = new AuditRules(false, List.of(), List.of("Person"), List.of(), List.of(), List.of());
        try (CapturedUnit unit =
                new CapturedUnit(TestDatabase.h2(), rules, Person.class, Person.Email.class, TrackedOne.class)) {
            assertThat(type(unit, "Person").recorded()).isEmpty();
            assertThat(attributes(unit, "Person"))
                    .containsExactly(
                            "id EXCLUDED its type is not audited",
                            "emails EXCLUDED its type is not audited",
                            "name EXCLUDED its type is not audited");
            assertThat(attributes(unit, "TrackedOne"))
                    .contains("name AUDITED its type is audited")
                    .contains("other EXCLUDED not among the attributes of @Tracked");
        }
    }

    @Test
    void policyInTheLogSaysWhatIsRecordedAndNothingOfReasons() {
        try (CapturedUnit unit = new CapturedUnit(TestDatabase.h2(), CapturedUnit.ALL, Unusual.Door.class)) {
            assertThat(Objects.requireNonNull(unit.coverage).asPolicy())
                    .isEqualTo(Map.of(
                            "audited", Map.of("Door", List.of("name")), "masked", List.of(), "ignored", Map.of()));
        }
    }

    @Test
    void whatIsNotCapturedStandsInTheReadmeToo() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        String limits = readme.substring(readme.indexOf("## Limits of this version"))
                .replaceAll("[`*]", "")
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
        assertThat(Uncaptured.ALWAYS)
                .extracting(way -> way.path().toLowerCase(Locale.ROOT))
                .allSatisfy(path -> assertThat(limits).contains(path));
    }

    @Entity(name = "Near")
    static class Near {
        @Id
        Long id = 0L;

        @OneToOne
        @Nullable
        Far far;
    }

    @Entity(name = "Far")
    static class Far {
        @Id
        Long id = 0L;

        @OneToOne(mappedBy = "far")
        @Nullable
        Near near;

        @Formula("id * 2")
        Long twice = 0L;
    }

    private static UnitCoverage.Type type(CapturedUnit unit, String entity) {
        return Objects.requireNonNull(unit.coverage).types().stream()
                .filter(type -> type.entity().equals(entity))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> attributes(CapturedUnit unit, String entity) {
        UnitCoverage.Type type = type(unit, entity);
        return Stream.concat(type.identifier().stream(), type.attributes().stream())
                .map((Attribute each) -> each.path() + ' ' + each.policy() + ' ' + each.why())
                .collect(Collectors.toList());
    }
}
