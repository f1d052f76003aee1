package io.audittrail.zoo;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.GeneratedColumn;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SecondaryRow;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.annotations.SoftDeleteType;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.NullUnmarked;

/** Several columns in one attribute, columns that somebody else writes, and rows that are not simply there. */
@NullUnmarked
final class ColumnShapes {

    private ColumnShapes() {}

    static List<Shape> all() {
        return List.of(
                Shape.of("an embeddable", House.class)
                        .then(em -> em.persist(new House()), "CREATE House 1 {site: null, other: null}")
                        .then(
                                em -> em.find(House.class, 1L).site = new Site("s", new Spot(1, 2)),
                                "UPDATE House 1 {site: [null, {name: 's', spot: {x: 1, y: 2}}]}")
                        .then(
                                em -> {
                                    House house = em.find(House.class, 1L);
                                    house.site.spot.x = 5;
                                    house.other = new Spot(3, 4);
                                },
                                "UPDATE House 1 {site: [{name: 's', spot: {x: 1, y: 2}},"
                                        + " {name: 's', spot: {x: 5, y: 2}}], other: [null, {x: 3, y: 4}]}")
                        .then(
                                em -> em.remove(em.find(House.class, 1L)),
                                "DELETE House 1 {site: {name: 's', spot: {x: 5, y: 2}}, other: {x: 3, y: 4}}"),
                Shape.of("a record as embeddable", Priced.class)
                        .then(em -> em.persist(new Priced()), "CREATE Priced 1 {price: {amount: 5, unit: 'EUR'}}")
                        .then(
                                em -> em.find(Priced.class, 1L).price = new Price(6, "EUR"),
                                "UPDATE Priced 1 {price: [{amount: 5, unit: 'EUR'}, {amount: 6, unit: 'EUR'}]}")
                        .then(
                                em -> em.remove(em.find(Priced.class, 1L)),
                                "DELETE Priced 1 {price: {amount: 6, unit: 'EUR'}}"),
                Shape.of("an embeddable of several types", Reached.class, Contact.class, Phone.class)
                        .then(
                                em -> em.persist(new Reached()),
                                "CREATE Reached 1 {contact: {kind: 'letter', number: null, '{discriminator}': '?'}}")
                        .then(
                                em -> {
                                    Phone phone = new Phone();
                                    phone.number = "555";
                                    em.find(Reached.class, 1L).contact = phone;
                                },
                                "UPDATE Reached 1 {contact: [{kind: 'letter', number: null, '{discriminator}': '?'},"
                                        + " {kind: 'letter', number: '555', '{discriminator}': '?'}]}")
                        .then(
                                em -> em.remove(em.find(Reached.class, 1L)),
                                "DELETE Reached 1 {contact: {kind: 'letter', number: '555', '{discriminator}': '?'}}"),
                Shape.of("a second table", Spread.class)
                        .then(em -> em.persist(new Spread()), "CREATE Spread 1 {here: 1, there: 2}")
                        .then(em -> em.find(Spread.class, 1L).there = 3, "UPDATE Spread 1 {there: [2, 3]}")
                        .then(em -> em.find(Spread.class, 1L).here = 4, "UPDATE Spread 1 {here: [1, 4]}")
                        .then(em -> em.remove(em.find(Spread.class, 1L)), "DELETE Spread 1 {here: 4, there: 3}"),
                Shape.of("a second table that may have no row", MaySpread.class)
                        .then(em -> em.persist(new MaySpread()), "CREATE MaySpread 1 {here: 1, there: null}")
                        .then(em -> em.find(MaySpread.class, 1L).there = 3, "UPDATE MaySpread 1 {there: [null, 3]}")
                        .then(em -> em.find(MaySpread.class, 1L).there = null, "UPDATE MaySpread 1 {there: [3, null]}")
                        .then(
                                em -> em.remove(em.find(MaySpread.class, 1L)),
                                "DELETE MaySpread 1 {here: 1, there: null}"),
                Shape.of("a formula", Computed.class)
                        .then(em -> em.persist(new Computed()), "CREATE Computed 1 {name: 'a'}")
                        .then(em -> em.find(Computed.class, 1L).name = "b", "UPDATE Computed 1 {name: ['a', 'b']}")
                        .then(em -> em.remove(em.find(Computed.class, 1L)), "DELETE Computed 1 {name: 'b'}"),
                Shape.of("a generated column", Shouted.class)
                        .then(em -> em.persist(new Shouted()), "CREATE Shouted 1 {name: 'a', shout: 'a!'}")
                        .then(
                                em -> em.find(Shouted.class, 1L).name = "b",
                                "UPDATE Shouted 1 {name: ['a', 'b'], shout: ['a!', 'b!']}")
                        .then(em -> em.remove(em.find(Shouted.class, 1L)), "DELETE Shouted 1 {name: 'b', shout: 'b!'}"),
                Shape.of("a default of the database", Defaulted.class)
                        .then(em -> em.persist(new Defaulted()), "CREATE Defaulted 1 {origin: 'fresh', text: null}")
                        .then(em -> em.find(Defaulted.class, 1L).text = "a", "UPDATE Defaulted 1 {text: [null, 'a']}")
                        .then(
                                em -> em.remove(em.find(Defaulted.class, 1L)),
                                "DELETE Defaulted 1 {origin: 'fresh', text: 'a'}"),
                Shape.of("times of creation and update", Stamped.class)
                        .then(
                                em -> em.persist(new Stamped()),
                                "CREATE Stamped 1 {created: '?', changed: '?', text: null}")
                        .then(
                                em -> em.find(Stamped.class, 1L).text = "a",
                                "UPDATE Stamped 1 {changed: ['?', '?'], text: [null, 'a']}")
                        .then(
                                em -> em.remove(em.find(Stamped.class, 1L)),
                                "DELETE Stamped 1 {created: '?', changed: '?', text: 'a'}"),
                Shape.of("a column that the database transforms", Transformed.class)
                        .then(em -> em.persist(new Transformed()), "CREATE Transformed 1 {amount: 5}")
                        .then(em -> em.find(Transformed.class, 1L).amount = 6, "UPDATE Transformed 1 {amount: [5, 6]}")
                        .then(em -> em.remove(em.find(Transformed.class, 1L)), "DELETE Transformed 1 {amount: 6}"),
                Shape.of("statements with changed columns only", Dynamic.class)
                        .then(em -> em.persist(new Dynamic()), "CREATE Dynamic 1 {one: 'a', two: null}")
                        .then(em -> em.find(Dynamic.class, 1L).two = "b", "UPDATE Dynamic 1 {two: [null, 'b']}")
                        .then(em -> em.remove(em.find(Dynamic.class, 1L)), "DELETE Dynamic 1 {one: 'a', two: 'b'}"),
                Shape.of("what cannot be changed", Fixed.class)
                        .then(em -> em.persist(new Fixed()), "CREATE Fixed 1 {text: 'a'}")
                        .then(em -> em.find(Fixed.class, 1L).text = "b")
                        .then(em -> em.remove(em.find(Fixed.class, 1L)), "DELETE Fixed 1 {text: 'a'}"),
                Shape.of("columns that are not always written", Partly.class)
                        .then(em -> em.persist(new Partly()), "CREATE Partly 1 {once: 'a', always: 'c'}")
                        .then(
                                em -> {
                                    Partly partly = em.find(Partly.class, 1L);
                                    partly.once = "x";
                                    partly.always = "z";
                                },
                                "UPDATE Partly 1 {always: ['c', 'z']}")
                        .then(em -> em.remove(em.find(Partly.class, 1L)), "DELETE Partly 1 {once: 'a', always: 'z'}"),
                Shape.of("deleted softly", Soft.class)
                        .then(em -> em.persist(new Soft()), "CREATE Soft 1 {text: 'a'}")
                        .then(em -> em.find(Soft.class, 1L).text = "b", "UPDATE Soft 1 {text: ['a', 'b']}")
                        .then(em -> em.remove(em.find(Soft.class, 1L)), "DELETE Soft 1 {text: 'b'}"),
                Shape.of("deleted softly, with a converter", SoftByText.class)
                        .then(em -> em.persist(new SoftByText()), "CREATE SoftByText 1 {text: 'a'}")
                        .then(em -> em.find(SoftByText.class, 1L).text = "b", "UPDATE SoftByText 1 {text: ['a', 'b']}")
                        .then(em -> em.remove(em.find(SoftByText.class, 1L)), "DELETE SoftByText 1 {text: 'b'}"),
                Shape.of("rows that are not seen", Restricted.class)
                        .then(em -> em.persist(new Restricted()), "CREATE Restricted 1 {shown: true}")
                        .then(
                                em -> em.find(Restricted.class, 1L).shown = false,
                                "UPDATE Restricted 1 {shown: [true, false]}"),
                Shape.of("getters", ByGetter.class)
                        .then(em -> em.persist(new ByGetter()), "CREATE ByGetter 1 {text: 'a'}")
                        .then(em -> em.find(ByGetter.class, 1L).setText("b"), "UPDATE ByGetter 1 {text: ['a', 'b']}")
                        .then(em -> em.remove(em.find(ByGetter.class, 1L)), "DELETE ByGetter 1 {text: 'b'}"),
                Shape.of("callbacks", Called.class)
                        .then(em -> em.persist(new Called()), "CREATE Called 1 {text: null, calls: 1}")
                        .then(
                                em -> em.find(Called.class, 1L).text = "b",
                                "UPDATE Called 1 {text: [null, 'b'], calls: [1, 2]}")
                        .then(em -> em.remove(em.find(Called.class, 1L)), "DELETE Called 1 {text: 'b', calls: 2}"));
    }

    @Embeddable
    static class Spot {
        int x;
        int y;

        Spot() {}

        Spot(int x, int y) {
            this.x = x;
            this.y = y;
        }
    }

    @Embeddable
    static class Site {
        String name;

        @Embedded
        Spot spot;

        Site() {}

        Site(String name, Spot spot) {
            this.name = name;
            this.spot = spot;
        }
    }

    @Entity(name = "House")
    static class House {
        @Id
        Long id = 1L;

        @Embedded
        Site site;

        @Embedded
        @AttributeOverride(name = "x", column = @Column(name = "other_x"))
        @AttributeOverride(name = "y", column = @Column(name = "other_y"))
        Spot other;
    }

    @Embeddable
    record Price(int amount, String unit) {}

    @Entity(name = "Priced")
    static class Priced {
        @Id
        Long id = 1L;

        Price price = new Price(5, "EUR");
    }

    @Embeddable
    @DiscriminatorColumn(name = "contact_type")
    static class Contact {
        String kind = "letter";
    }

    @Embeddable
    static class Phone extends Contact {
        @Column(name = "phone_number")
        String number;
    }

    @Entity(name = "Reached")
    static class Reached {
        @Id
        Long id = 1L;

        @Embedded
        Contact contact = new Contact();
    }

    @Entity(name = "Spread")
    @SecondaryTable(name = "spread_more")
    static class Spread {
        @Id
        Long id = 1L;

        int here = 1;

        @Column(table = "spread_more")
        int there = 2;
    }

    @Entity(name = "MaySpread")
    @SecondaryTable(name = "may_spread_more")
    @SecondaryRow(table = "may_spread_more", optional = true)
    static class MaySpread {
        @Id
        Long id = 1L;

        int here = 1;

        @Column(table = "may_spread_more")
        Integer there;
    }

    @Entity(name = "Computed")
    static class Computed {
        @Id
        Long id = 1L;

        String name = "a";

        @Formula("upper(name)")
        String loud;
    }

    @Entity(name = "Shouted")
    static class Shouted {
        @Id
        Long id = 1L;

        String name = "a";

        @GeneratedColumn("name || '!'")
        String shout;
    }

    @Entity(name = "Defaulted")
    static class Defaulted {
        @Id
        Long id = 1L;

        @Generated
        @ColumnDefault("'fresh'")
        String origin;

        String text;
    }

    @Entity(name = "Stamped")
    static class Stamped {
        @Id
        Long id = 1L;

        @CreationTimestamp
        Instant created;

        @UpdateTimestamp
        Instant changed;

        String text;
    }

    @Entity(name = "Transformed")
    static class Transformed {
        @Id
        Long id = 1L;

        @ColumnTransformer(read = "amount / 100", write = "? * 100")
        int amount = 5;
    }

    @Entity(name = "Dynamic")
    @DynamicInsert
    @DynamicUpdate
    static class Dynamic {
        @Id
        Long id = 1L;

        String one = "a";
        String two;
    }

    @Entity(name = "Fixed")
    @Immutable
    static class Fixed {
        @Id
        Long id = 1L;

        String text = "a";
    }

    @Entity(name = "Partly")
    static class Partly {
        @Id
        Long id = 1L;

        @Column(updatable = false)
        String once = "a";

        @Column(name = "always", insertable = false, updatable = false)
        String again;

        String always = "c";
    }

    @Entity(name = "Soft")
    @SoftDelete
    static class Soft {
        @Id
        Long id = 1L;

        String text = "a";
    }

    static class GoneToText implements AttributeConverter<Boolean, String> {
        @Override
        public String convertToDatabaseColumn(Boolean gone) {
            return gone == null ? null : gone ? "g" : "h";
        }

        @Override
        public Boolean convertToEntityAttribute(String text) {
            return text == null ? null : text.equals("g");
        }
    }

    @Entity(name = "SoftByText")
    @SoftDelete(columnName = "state", strategy = SoftDeleteType.DELETED, converter = GoneToText.class)
    static class SoftByText {
        @Id
        Long id = 1L;

        String text = "a";
    }

    @Entity(name = "Restricted")
    @SQLRestriction("shown = true")
    static class Restricted {
        @Id
        Long id = 1L;

        boolean shown = true;
    }

    @Entity(name = "ByGetter")
    @Access(AccessType.PROPERTY)
    static class ByGetter {
        private Long id = 1L;
        private String hidden = "a";

        @Id
        public Long getId() {
            return id;
        }

        public void setId(Long id) {
            this.id = id;
        }

        public String getText() {
            return hidden;
        }

        public void setText(String text) {
            hidden = text;
        }
    }

    @Entity(name = "Called")
    static class Called {
        @Id
        Long id = 1L;

        String text;
        int calls;

        @Transient
        String never = "x";

        @PrePersist
        @PreUpdate
        void call() {
            calls++;
        }
    }
}
