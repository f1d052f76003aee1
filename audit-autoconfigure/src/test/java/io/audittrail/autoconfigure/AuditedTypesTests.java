package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.hibernate.UnitCoverage;
import io.audittrail.hibernate.UnitCoverage.Attribute;
import io.audittrail.hibernate.UnitCoverage.Policy;
import io.audittrail.line.LineType;
import io.audittrail.line.LineTypes;
import io.audittrail.trail.TypeNames;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditedTypesTests {

    private final AuditedTypes types = new AuditedTypes(Map.of(
            "Kreis",
            "Circle",
            "Ring",
            "Kreis",
            "Kreis.halbmesser",
            "radius",
            "Circle.r",
            "Circle.halbmesser",
            "A",
            "B",
            "B",
            "A"));

    @BeforeEach
    void build() {
        types.ready(new UnitCoverage(
                "sam",
                List.of(
                        new UnitCoverage.Type(
                                "Circle",
                                List.of("Circle", "org.example.Circle", "Shape", "org.example.Shape"),
                                true,
                                "audit.entities.mode=audited",
                                List.of(new Attribute("id", Policy.AUDITED, "the identifier")),
                                List.of(
                                        new Attribute("radius", Policy.AUDITED, "its type is audited"),
                                        new Attribute("pin", Policy.MASKED, "@Masked"),
                                        new Attribute("notes", Policy.EXCLUDED, "@Unaudited"),
                                        new Attribute("centre", Policy.AUDITED, "its type is audited"),
                                        new Attribute("centre.x", Policy.AUDITED, "its type is audited")),
                                List.of("shapes", "circle_tag"),
                                Map.of("corners", Set.of("dots"), "tags", Set.of()),
                                Map.of("dots", Set.of("place")),
                                id -> id.equals("pi") ? 3.14 : null,
                                new UnitCoverage.Mapped(
                                        LineTypes.of(UUID.class),
                                        Map.of(
                                                "radius",
                                                LineTypes.of(BigDecimal.class),
                                                "halbmesser",
                                                LineTypes.of(Float.class)))),
                        new UnitCoverage.Type(
                                "Square",
                                List.of("Square", "org.example.Square", "Shape", "org.example.Shape"),
                                false,
                                "@Unaudited",
                                List.of(),
                                List.of(),
                                List.of("shapes", "squares"),
                                Map.of(),
                                Map.of("dots", Set.of("letter")),
                                id -> id.equals("pi") ? 3 : null,
                                UnitCoverage.Mapped.NOTHING))));
    }

    @Test
    void supertypeStandsForItsSubclasses() {
        assertThat(types.of("Shape")).contains("Circle", "Square");
        assertThat(types.of("org.example.Shape")).contains("Circle", "Square");
    }

    @Test
    void theTablesAreThoseOfAllWhoAreCalledSo() {
        assertThat(types.tablesOf("Circle")).containsExactlyInAnyOrder("shapes", "circle_tag");
        assertThat(types.tablesOf("Shape")).containsExactlyInAnyOrder("shapes", "circle_tag", "squares");
        assertThat(types.tablesOf("Triangle")).isEmpty();
    }

    @Test
    void aChangeReachesTheTablesOfElementsToo() {
        assertThat(types.audited()).containsExactly("Circle");
        assertThat(types.reachedBy("Circle")).containsExactlyInAnyOrder("shapes", "circle_tag", "dots");
        assertThat(types.reachedBy("Shape")).isEmpty();
    }

    @Test
    void aCollectionIsInTheTablesOfItsOwnElements() {
        assertThat(types.elementTablesOf("Circle", "corners")).containsExactly("dots");
        assertThat(types.elementTablesOf("Circle", "tags")).isEmpty();
        assertThat(types.elementTablesOf("Triangle", "corners")).isEmpty();
    }

    @Test
    void thePlacesOfElementsAreThoseOfAllTypes() {
        assertThat(types.places()).containsExactly(Map.entry("dots", Set.of("place", "letter")));
    }

    @Test
    void typeThatIsNoMoreIsFoundUnderItsName() {
        assertThat(types.of("Triangle")).containsExactly("Triangle");
        assertThat(types.of("org.example.Families$Triangle"))
                .containsExactlyInAnyOrder("Triangle", "org.example.Families$Triangle");
    }

    @Test
    void whatWasCalledOtherwiseIsFoundToo() {
        assertThat(types.of("org.example.Circle")).containsExactlyInAnyOrder("Circle", "Kreis", "Ring");
        assertThat(types.of("Kreis")).containsExactlyInAnyOrder("Kreis", "Ring");
        assertThat(types.of("A")).containsExactlyInAnyOrder("A", "B");
        assertThat(types.ofProperty("radius")).containsExactlyInAnyOrder("radius", "halbmesser", "r");
        assertThat(types.nowOf("Kreis", "halbmesser")).isEqualTo("radius");
        assertThat(types.nowOf("Circle", "r")).isEqualTo("halbmesser");
        assertThat(types.nowOf("Square", "r")).isEqualTo("r");
        assertThat(types.nowOf("A", "r")).isEqualTo("r");
    }

    @Test
    void eachTypeSaysHowItsIdIsWritten() {
        assertThat(types.idsOf("Circle", "pi")).containsExactly(3.14);
        assertThat(types.idsOf("org.example.Shape", "pi")).containsExactly(3.14, 3);
        assertThat(types.idsOf("Circle", "e")).isEmpty();
        assertThat(types.idsOf("Triangle", "pi")).isEmpty();
    }

    @Test
    void aTypeIsMappedAsWhatItIsCalledNow() {
        TypeNames.Mapping circle = mapping("sam", "Circle");
        assertThat(circle.id().of(new UUID(1, 2).toString())).isEqualTo(new UUID(1, 2));
        assertThat(circle.of("radius").of(5L)).isEqualTo(new BigDecimal("5"));
        assertThat(circle.of("r").of(5L)).isEqualTo(5f);
        assertThat(circle.of("colour").of(5L)).isEqualTo(5L);

        TypeNames.Mapping ring = mapping("sam", "Ring");
        assertThat(ring.of("radius").of(5L)).isEqualTo(new BigDecimal("5"));
        assertThat(mapping("sam", "Kreis").of("halbmesser").of(5L)).isEqualTo(new BigDecimal("5"));
        assertThat(types.mappingOf("sam", "Triangle")).isNull();
        assertThat(types.mappingOf("sam", "A")).isNull();
    }

    @Test
    void ofSeveralUnitsTheOneOfTheRecordIsMeant() {
        assertThat(types.mappingOf("before", "Square")).isNotNull();
        types.ready(new UnitCoverage(
                "other",
                List.of(new UnitCoverage.Type(
                        "Circle",
                        List.of("Circle"),
                        true,
                        "audit.entities.mode=audited",
                        List.of(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        Map.of(),
                        id -> null,
                        new UnitCoverage.Mapped(
                                LineType.AS_IT_STANDS, Map.of("radius", LineTypes.of(Integer.class)))))));
        assertThat(mapping("sam", "Circle").of("radius").of(5L)).isEqualTo(new BigDecimal("5"));
        assertThat(mapping("other", "Circle").of("radius").of(5L)).isEqualTo(5);
        assertThat(types.mappingOf("before", "Circle")).isNull();
        assertThat(types.mappingOf(null, "Circle")).isNull();
        assertThat(types.mappingOf(null, "Square")).isNotNull();
        assertThat(types.mappingOf("other", "Square")).isNull();
    }

    private TypeNames.Mapping mapping(String unit, String entity) {
        return Objects.requireNonNull(types.mappingOf(unit, entity));
    }

    @Test
    void whyThereIsNothingIsTold() {
        assertThat(types.remarks("Square", null)).containsExactly("Square is not audited: @Unaudited.");
        assertThat(types.remarks("Circle", null)).isEmpty();
        assertThat(types.remarks("Circle", "radius")).isEmpty();
        assertThat(types.remarks("Circle", "pin"))
                .containsExactly(
                        "This property of Circle is masked: that it changes is recorded, and not how (@Masked).");
        assertThat(types.remarks("Circle", "notes"))
                .containsExactly("This property of Circle is not recorded: @Unaudited.");
        assertThat(types.remarks("Circle", "id"))
                .containsExactly("This property of Circle is its identifier, which never changes.");
        assertThat(types.remarks("Circle", "centre.x"))
                .containsExactly("This property of Circle is recorded as a part of centre.");
        assertThat(types.remarks("org.example.Circle", "colour")).containsExactly("Circle has no such property now.");
        assertThat(types.remarks("Triangle", null)).containsExactly("No audited unit has such a type now.");
        assertThat(new AuditedTypes(Map.of()).remarks("Triangle", null)).isEmpty();
    }
}
