package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Masked;
import io.audittrail.Tracked;
import io.audittrail.Unaudited;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.NaturalId;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the triggers are told of the tables of a unit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MappedTablesTests {

    private static final AuditRules RULES = new AuditRules(
            false, List.of(), List.of(), List.of("pin"), List.of("internal"), List.of("pin", "internal"));

    private final CapturedUnit unit = CapturedUnit.unheard(
            TestDatabase.h2(),
            RULES,
            List.of(),
            Order.class,
            Tag.class,
            Line.class,
            Shape.class,
            Circle.class,
            Secret.class,
            Resource.class,
            Disk.class,
            Vehicle.class,
            Truck.class,
            Seat.class,
            Token.class,
            Person.class,
            Log.class);

    @AfterAll
    void close() {
        unit.close();
    }

    @Embeddable
    @NullUnmarked
    public static class Address {
        public String street;

        @Masked
        public String door;

        @Unaudited
        public String floor;
    }

    @Entity(name = "Order")
    @Table(name = "\"Order\"", schema = "public")
    @SecondaryTable(name = "order_note")
    public static class Order {
        @Id
        @Column(name = "no")
        public Long number;

        @NaturalId
        public String projCode;

        public String pin;
        public String internal;

        @Column(name = "\"Mixed\"")
        public String mixed;

        @Column(name = "MASS_GRÖSSE")
        public String size;

        @Column(table = "order_note")
        public String note;

        @Column(name = "computed", insertable = false, updatable = false)
        public String computed;

        @Formula("1")
        public int formula;

        @Version
        public int version;

        @Embedded
        public Address address;

        @ManyToOne
        @JoinColumn(name = "parent")
        public Order parent;

        @ManyToOne
        @JoinColumn(name = "token")
        public Token token;

        @ManyToOne
        @JoinColumn(name = "person")
        public Person person;

        @ManyToMany
        @JoinTable(name = "order_tags")
        public Set<Tag> tags = new HashSet<>();

        @ElementCollection
        @CollectionTable(name = "order_addresses")
        public List<Address> addresses = new ArrayList<>();

        @ElementCollection
        @Unaudited
        @CollectionTable(name = "order_words")
        public List<String> words = new ArrayList<>();

        @OneToMany
        @JoinColumn(name = "of_order")
        public List<Line> lines = new ArrayList<>();
    }

    @Entity(name = "Tag")
    public static class Tag {
        @Id
        public String name;

        @ManyToMany(mappedBy = "tags")
        public Set<Order> orders = new HashSet<>();
    }

    @Entity(name = "Line")
    public static class Line {
        @Id
        public Long id;
    }

    @Entity(name = "Shape")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    public static class Shape {
        @Id
        public Long id;
    }

    @Entity(name = "Circle")
    public static class Circle extends Shape {
        public Integer radius;
    }

    @Entity(name = "Secret")
    @Unaudited
    public static class Secret extends Shape {
        public String hidden;
    }

    @Entity(name = "Resource")
    @Inheritance(strategy = InheritanceType.JOINED)
    public abstract static class Resource {
        @Id
        public Long id;

        public String name;
    }

    @Entity(name = "Disk")
    public static class Disk extends Resource {
        public Integer plates;
    }

    @Entity(name = "Vehicle")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    public abstract static class Vehicle {
        @Id
        public Long id;
    }

    @Entity(name = "Truck")
    public static class Truck extends Vehicle {
        public Integer load;
    }

    @Embeddable
    public record SeatId(String bench, int place) implements Serializable {}

    @Entity(name = "Seat")
    @Tracked(attributes = "taken")
    public static class Seat {
        @EmbeddedId
        public SeatId id;

        public boolean taken;
        public String colour;
    }

    @Entity(name = "Token")
    public static class Token {
        @Id
        @Masked
        public String code;
    }

    @Entity(name = "Person")
    @Unaudited
    public static class Person {
        @Id
        @Masked
        public String number;
    }

    @Entity(name = "Log")
    @Unaudited
    public static class Log {
        @Id
        public Long id;

        public String text;
    }

    @Test
    void tablesOfAuditedTypesAreThere() {
        assertThat(mapped().tables())
                .extracting(MappedTable::name)
                .containsExactlyInAnyOrder(
                        "Order",
                        "order_note",
                        "order_tags",
                        "order_addresses",
                        "tag",
                        "line",
                        "shape",
                        "resource",
                        "disk",
                        "truck",
                        "seat",
                        "token");
        assertThat(mapped().name()).isEqualTo("sam");
        assertThat(mapped().hidden()).containsExactly("pin", "internal");
    }

    @Test
    void namesAreThoseOfTheCatalog() {
        MappedTable order = table("Order");

        assertThat(order.schema()).isEqualTo("public");
        assertThat(order.entity()).isEqualTo("Order");
        assertThat(order.id()).isEqualTo(Map.of("no", "number"));
        assertThat(order.label()).isEqualTo("projcode");
        assertThat(order.known()).contains("Mixed", "street", "mass_grÖsse").doesNotContain("note", "formula");
        assertThat(table("tag").schema()).isNull();
    }

    /** Except that the database may write what Hibernate never does. */
    @Test
    void whatBecomesOfAColumnIsWhatBecomesOfItsAttribute() {
        assertThat(table("Order").without()).containsExactlyInAnyOrder("internal", "version", "floor");
        assertThat(table("Order").masked()).containsExactlyInAnyOrder("pin", "door", "token", "person");
        assertThat(table("Order").known()).contains("computed");
    }

    @Test
    void aSecondTableHasItsOwnColumns() {
        assertThat(table("order_note").entity()).isEqualTo("Order");
        assertThat(table("order_note").known()).containsExactlyInAnyOrder("no", "note");
        assertThat(table("order_note").id()).isEqualTo(Map.of("no", "number"));
    }

    @Test
    void collectionsAreOfNoEntity() {
        assertThat(table("order_tags").entity()).isNull();
        assertThat(table("order_tags").id()).isEmpty();
        assertThat(table("order_addresses").masked()).containsExactly("door");
        assertThat(table("order_addresses").without()).containsExactly("floor");
    }

    @Test
    void aCollectionWithoutATableHasItsColumnInThatOfItsElements() {
        assertThat(table("line").known()).containsExactlyInAnyOrder("id", "of_order");
        assertThat(table("line").without()).isEmpty();
    }

    @Test
    void typesThatShareATableAreToldApart() {
        MappedTable shape = table("shape");

        assertThat(shape.entity()).isNull();
        assertThat(shape.kinds())
                .isEqualTo(
                        new MappedTable.Kinds("dtype", Map.of("Shape", "Shape", "Circle", "Circle"), Set.of("Secret")));
        assertThat(shape.without()).containsExactly("hidden");
    }

    @Test
    void whereTablesAreJoinedEachIsOfTheTypeThatHasIt() {
        assertThat(table("resource").entity()).isEqualTo("Resource");
        assertThat(table("disk").entity()).isEqualTo("Disk");
        assertThat(table("disk").id()).isEqualTo(Map.of("id", "id"));
    }

    @Test
    void anIdMayHaveSeveralParts() {
        assertThat(table("seat").id()).isEqualTo(Map.of("bench", "bench", "place", "place"));
        assertThat(table("seat").without()).containsExactly("colour");
    }

    @Test
    void aMaskedIdIsMasked() {
        assertThat(table("token").masked()).containsExactly("code");
    }

    private MappedUnit mapped() {
        return Objects.requireNonNull(unit.mapped);
    }

    private MappedTable table(String name) {
        return mapped().tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
