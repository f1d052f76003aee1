package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.ChangeRecord;
import io.audittrail.Hidden;
import io.audittrail.Masked;
import io.audittrail.StatementRecord;
import io.audittrail.Unaudited;
import io.audittrail.ValueEncoder;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What must not be shown stands in other columns, too: triggers and those who read SQL have to know them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretColumnsTests {

    private static final AuditRules RULES =
            new AuditRules(false, List.of(), List.of(), List.of("pin"), List.of(), List.of("pin"));

    private final CapturedUnit unit = CapturedUnit.unheard(
            TestDatabase.h2(),
            RULES,
            List.of(new AsCents()),
            Badge.class,
            Guard.class,
            Round.class,
            Car.class,
            Van.class,
            Pass.class,
            DayPass.class,
            Stamp.class);

    @Entity(name = "Badge")
    @Unaudited
    @NullUnmarked
    public static class Badge implements Serializable {
        @Id
        public Long id;

        @Masked
        @Column(unique = true)
        public String code;

        @Unaudited
        @Column(unique = true)
        public String nick;

        @Column(unique = true)
        public String colour;
    }

    @Embeddable
    @NullUnmarked
    public record Spot(String floor, @Masked String door) implements Serializable {}

    @Embeddable
    @NullUnmarked
    public static class Price {
        public Long cents;

        @Masked
        public String rate;
    }

    @Entity(name = "Guard")
    @NullUnmarked
    public static class Guard implements Serializable {
        @Id
        public Long id;

        @Masked
        @Column(unique = true)
        public String serial;

        @ManyToOne
        @JoinColumn(name = "by_code", referencedColumnName = "code")
        public Badge byCode;

        @ManyToOne
        @JoinColumn(name = "by_nick", referencedColumnName = "nick")
        public Badge byNick;

        @ManyToOne
        @JoinColumn(name = "by_colour", referencedColumnName = "colour")
        public Badge byColour;

        @ManyToMany
        @JoinTable(
                name = "guard_badges",
                joinColumns = @JoinColumn(name = "holder", referencedColumnName = "serial"),
                inverseJoinColumns = @JoinColumn(name = "held", referencedColumnName = "code"))
        public List<Badge> badges = new ArrayList<>();

        @ElementCollection
        @CollectionTable(
                name = "guard_words",
                joinColumns = @JoinColumn(name = "speaker", referencedColumnName = "serial"))
        @Column(name = "word")
        public List<String> words = new ArrayList<>();

        @ElementCollection
        @CollectionTable(name = "guard_spots")
        public Map<Spot, Integer> spots = new HashMap<>();

        @OneToMany
        @JoinColumn(name = "of_guard", referencedColumnName = "serial")
        public List<Round> rounds = new ArrayList<>();

        @Embedded
        public Price price;
    }

    @Entity(name = "Round")
    @NullUnmarked
    public static class Round {
        @Id
        public Long id;

        @ManyToOne
        @JoinColumn(name = "car")
        public Car car;

        @Any
        @AnyKeyJavaClass(String.class)
        @JoinColumn(name = "seen_id")
        @Column(name = "seen_type")
        @AnyDiscriminatorValue(discriminator = "P", entity = Pass.class)
        public Object seen;
    }

    @Entity(name = "Car")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    @NullUnmarked
    public abstract static class Car {
        @Id
        @Masked
        public String plate;
    }

    @Entity(name = "Van")
    public static class Van extends Car {}

    @Entity(name = "Pass")
    @Inheritance(strategy = InheritanceType.JOINED)
    @NullUnmarked
    public static class Pass {
        @Id
        @Masked
        public String number;
    }

    @Entity(name = "DayPass")
    public static class DayPass extends Pass {}

    /** Has the id of another. */
    @Entity(name = "Stamp")
    @NullUnmarked
    public static class Stamp {
        @Id
        public String id;

        @MapsId
        @OneToOne
        @JoinColumn(name = "pass_number")
        public Pass pass;

        @ElementCollection
        @CollectionTable(name = "stamp_inks", joinColumns = @JoinColumn(name = "stamp"))
        @Column(name = "ink")
        public List<String> inks = new ArrayList<>();
    }

    private static final class AsCents implements ValueEncoder<Price> {
        @Override
        public Class<Price> type() {
            return Price.class;
        }

        @Override
        public Object encode(Price value) {
            return value.cents;
        }
    }

    @AfterAll
    void close() {
        unit.close();
    }

    @Test
    void aForeignKeyIsAsSecretAsWhatItRefersTo() {
        assertThat(table("guard").masked()).containsExactlyInAnyOrder("serial", "by_code", "rate");
        assertThat(table("guard").without()).containsExactly("by_nick");
        assertThat(table("guard").known()).contains("by_colour", "cents");
    }

    @Test
    void soAreThoseOfJoinAndCollectionTables() {
        assertThat(table("guard_badges").masked()).containsExactlyInAnyOrder("holder", "held");
        assertThat(table("guard_words").masked()).containsExactly("speaker");
        assertThat(table("guard_words").known()).contains("word");
        assertThat(table("round").masked()).containsExactlyInAnyOrder("of_guard", "car", "seen_id");
    }

    @Test
    void soAreAPartOfAKeyAndAnIdThatIsAnothers() {
        assertThat(table("guard_spots").masked()).containsExactly("door");
        assertThat(table("daypass").masked()).containsExactly("number");
        assertThat(table("stamp").masked()).containsExactly("pass_number");
        assertThat(table("stamp_inks").masked()).containsExactly("stamp");
    }

    @Test
    void theLogTellsAnIdThatIsAnothersByTheSamePseudonym() {
        unit.reset();
        unit.commit(em -> {
            Pass pass = new Pass();
            pass.number = "P-1234";
            em.persist(pass);
            Stamp stamp = new Stamp();
            stamp.pass = pass;
            em.persist(stamp);
        });

        List<ChangeRecord> records = unit.records();
        assertThat(records).extracting(record -> record.entity().entity()).containsExactly("Pass", "Stamp");
        assertThat(records.get(1).entity().id())
                .asString()
                .startsWith("[masked:")
                .isEqualTo(records.get(0).entity().id());
    }

    @Test
    void statementsDoNotTellThemEither() {
        unit.commit(em -> {
            Badge badge = new Badge();
            badge.id = 1L;
            badge.code = "sesame";
            em.persist(badge);
            Guard guard = new Guard();
            guard.id = 1L;
            guard.serial = "S-7";
            guard.words.add("halt");
            guard.badges.add(badge);
            em.persist(guard);
        });

        StatementRecord join =
                statement("update guard_badges set held = :code where holder = :serial", "sesame", "S-7");
        StatementRecord words = statement("update guard_words set word = :code where speaker = :serial", "stop", "S-7");

        assertThat(join.parameters()).isEqualTo(Map.of("code", Hidden.MASKED, "serial", Hidden.MASKED));
        assertThat(words.parameters()).isEqualTo(Map.of("code", "stop", "serial", Hidden.MASKED));
    }

    private StatementRecord statement(String sql, String code, String serial) {
        unit.reset();
        unit.commit(em -> em.createNativeQuery(sql)
                .setParameter("code", code)
                .setParameter("serial", serial)
                .executeUpdate());
        return unit.committed.get(0).records().stream()
                .map(StatementRecord.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private MappedTable table(String name) {
        return Objects.requireNonNull(unit.mapped).tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
