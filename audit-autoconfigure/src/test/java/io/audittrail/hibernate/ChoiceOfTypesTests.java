package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.audittrail.Change;
import io.audittrail.Tracked;
import io.audittrail.hibernate.model.Chosen.ExcludingOne;
import io.audittrail.hibernate.model.Chosen.ListenedOne;
import io.audittrail.hibernate.model.Chosen.TrackedOne;
import io.audittrail.hibernate.model.Chosen.UnauditedOne;
import io.audittrail.hibernate.model.Wide;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.envers.RevisionEntity;
import org.hibernate.mapping.RootClass;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.StoredEvent;

/** Which types are audited, what of them, and what decides it. */
class ChoiceOfTypesTests {

    private static final Class<?>[] ENTITIES = {
        TrackedOne.class, UnauditedOne.class, ListenedOne.class, ExcludingOne.class, Wide.class
    };

    @Test
    void typesAreAuditedUnlessSomethingLeavesThemOut() {
        assertThat(why(rules(false, List.of(), List.of())))
                .containsEntry("Wide", "+audit.entities.mode=audited")
                .containsEntry("TrackedOne", "+@Tracked")
                .containsEntry("ListenedOne", "+@EntityListeners")
                .containsEntry("UnauditedOne", "-@Unaudited")
                .containsEntry("ExcludingOne", "-@ExcludeDefaultListeners");
    }

    @Test
    void typesAreIgnoredUnlessSomethingTakesThemIn() {
        assertThat(why(rules(true, List.of("Excluding*"), List.of())))
                .containsEntry("Wide", "-audit.entities.mode=ignored")
                .containsEntry("TrackedOne", "+@Tracked")
                .containsEntry("ListenedOne", "+@EntityListeners")
                .containsEntry("UnauditedOne", "-@Unaudited")
                .containsEntry("ExcludingOne", "+audit.entities.include");
    }

    @Test
    void whatLeavesOutGoesBeforeWhatTakesIn() {
        assertThat(why(rules(false, List.of("*"), List.of("TrackedOne", Wide.class.getName()))))
                .containsEntry("Wide", "-audit.entities.exclude")
                .containsEntry("TrackedOne", "-audit.entities.exclude")
                .containsEntry("UnauditedOne", "-@Unaudited");
    }

    @Test
    void aTypeThatIsNotAuditedIsNotRecordedAndOneTakenInIsOnce() {
        try (CapturedUnit unit = new CapturedUnit(TestDatabase.h2(), rules(false, List.of(), List.of()), ENTITIES)) {
            unit.commit(em -> {
                UnauditedOne unaudited = new UnauditedOne();
                unaudited.id = 1L;
                em.persist(unaudited);
                ExcludingOne excluding = new ExcludingOne();
                excluding.id = 1L;
                em.persist(excluding);
                ListenedOne listened = new ListenedOne();
                listened.id = 1L;
                em.persist(listened);
            });

            assertThat(unit.records())
                    .singleElement()
                    .satisfies(record -> assertThat(record.entity().entity()).isEqualTo("ListenedOne"));
        }
    }

    @Test
    void trackedNamesTheAttributesAndTheLabel() {
        try (CapturedUnit unit = new CapturedUnit(TestDatabase.h2(), rules(false, List.of(), List.of()), ENTITIES)) {
            unit.commit(em -> {
                TrackedOne one = new TrackedOne();
                one.id = 1L;
                one.name = "N";
                one.code = "C";
                one.other = "O";
                em.persist(one);
            });

            assertThat(unit.records()).singleElement().satisfies(record -> {
                assertThat(record.label()).isEqualTo("C");
                assertThat(record.changes()).containsExactly(new Change("name", null, "N"));
            });
        }
    }

    @Test
    void settingsMaskAndExcludeAttributesByWordsAndByQualifiedName() {
        AuditRules rules =
                new AuditRules(false, List.of(), List.of(), List.of("owner", "Wide.place"), List.of("date"), List.of());
        try (CapturedUnit unit = new CapturedUnit(TestDatabase.h2(), rules, Wide.class)) {
            UnitCoverage.Type wide =
                    Objects.requireNonNull(unit.coverage).types().get(0);
            assertThat(wide.masked()).containsExactlyInAnyOrder("owner", "place");
            assertThat(wide.recorded())
                    .hasSize(10)
                    .doesNotContain("startDate", "endDate")
                    .contains("owner");
        }
    }

    @Test
    void anUnknownAttributeInAnAnnotationStopsTheStart() {
        assertThatThrownBy(
                        () -> new CapturedUnit(TestDatabase.h2(), rules(false, List.of(), List.of()), WrongLabel.class))
                .hasRootCauseInstanceOf(UnknownNamesException.class)
                .hasStackTraceContaining("WrongLabel")
                .hasStackTraceContaining("nmae");
    }

    @Test
    void enversAndModulithTypesAreLeftOutByDefault() {
        AuditRules rules = rules(false, List.of(), List.of());
        try (CapturedUnit unit =
                new CapturedUnit(TestDatabase.h2(), rules, StoredEvent.class, OwnRevision.class, Wide.class)) {
            assertThat(why(unit))
                    .containsEntry("StoredEvent", "-a library's own")
                    .containsEntry("OwnRevision", "-a library's own")
                    .containsEntry("Wide", "+audit.entities.mode=audited");
        }
    }

    @Test
    void whereHibernatesModelDoesNotLinkTheStartGoesOnAndSaysSo() {
        Failures failures = new Failures(Clock.systemUTC());

        assertThat(decideWithoutHibernatesModel(failures, Gate.open()).audited())
                .isTrue();
        assertThat(failures.report().failures()).containsEntry("hook-unlinked", 1L);
        assertThat(failures.report().problems())
                .singleElement()
                .asString()
                .contains("@ExcludeDefaultListeners", "@Unaudited");
    }

    @Test
    void whereHibernatesModelDoesNotLinkAndNothingMayBeMissingTheStartFails() {
        assertThatThrownBy(() -> decideWithoutHibernatesModel(new Failures(Clock.systemUTC()), Gate.closed(List::of)))
                .isInstanceOf(HookUnlinkedException.class)
                .hasMessageContaining("@ExcludeDefaultListeners")
                .hasRootCauseInstanceOf(NoSuchMethodError.class);
    }

    /** Without a session factory: no version of Hibernate at hand has another model. */
    private static TypeSelection.Decision decideWithoutHibernatesModel(Failures failures, Gate gate) {
        RootClass mapping = mock(RootClass.class);
        when(mapping.getClassName()).thenReturn(Wide.class.getName());
        doReturn(Wide.class).when(mapping).getMappedClass();
        TypeSelection selection = new TypeSelection(
                new SettingsMatch(rules(false, List.of(), List.of())),
                type -> {
                    throw new NoSuchMethodError("getModelsContext");
                },
                failures,
                gate);
        return selection.decide(mapping, new EntityName("Wide", Wide.class.getName()));
    }

    @Entity(name = "OwnRevision")
    @RevisionEntity
    static class OwnRevision {
        @Id
        Long id = 0L;
    }

    @Entity(name = "WrongLabel")
    @Tracked(label = "nmae")
    static class WrongLabel {
        @Id
        Long id = 0L;

        String name = "";
    }

    private static AuditRules rules(boolean ignored, List<String> include, List<String> exclude) {
        return new AuditRules(ignored, include, exclude, List.of(), List.of(), List.of());
    }

    private static Map<String, String> why(AuditRules rules) {
        try (CapturedUnit unit = new CapturedUnit(TestDatabase.h2(), rules, ENTITIES)) {
            return why(unit);
        }
    }

    private static Map<String, String> why(CapturedUnit unit) {
        Function<UnitCoverage.Type, String> decision = type -> (type.audited() ? "+" : "-") + type.why();
        return Objects.requireNonNull(unit.coverage).types().stream()
                .collect(Collectors.toMap(UnitCoverage.Type::entity, decision));
    }
}
