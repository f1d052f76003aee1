package io.audittrail.hibernate.model;

import io.audittrail.Masked;
import io.audittrail.Unaudited;
import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyEnumerated;
import jakarta.persistence.MapKeyJoinColumn;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hibernate.annotations.CollectionId;
import org.hibernate.annotations.CollectionIdJavaClass;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.annotations.SortNatural;
import org.hibernate.annotations.UpdateTimestamp;

/** Every kind of collection. */
public final class Collections {

    private Collections() {}

    public enum Level {
        LOW,
        HIGH
    }

    @MappedSuperclass
    public abstract static class Labelled {
        @ElementCollection
        public Set<String> labels = new HashSet<>();
    }

    @Embeddable
    public static class Contact {
        public String name;
        public String pin;

        @Unaudited
        public String remark;

        public Contact() {}

        public Contact(String name, String pin) {
            this.name = name;
            this.pin = pin;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Contact that && Objects.equals(name, that.name) && Objects.equals(pin, that.pin);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, pin);
        }
    }

    /** Has no equals. */
    @Embeddable
    public static class Point {
        public Integer x;
        public Integer y;

        public Point() {}

        public Point(Integer x, Integer y) {
            this.x = x;
            this.y = y;
        }
    }

    @Embeddable
    public static class Notes {
        public String heading;

        @ElementCollection
        @CollectionTable(name = "team_keywords")
        public Set<String> keywords = new HashSet<>();
    }

    @Entity(name = "Team")
    public static class Team extends Labelled {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        @NaturalId
        public String code;

        public String title;

        @ManyToMany
        @JoinTable(name = "team_members")
        public Set<Member> members = new HashSet<>();

        @OneToMany
        @JoinTable(name = "team_reserves")
        public List<Member> reserves = new ArrayList<>();

        @OneToMany
        @JoinColumn(name = "owned_by")
        public List<Thing> things = new ArrayList<>();

        @OneToMany(mappedBy = "keeper")
        public List<Thing> kept = new ArrayList<>();

        @ElementCollection
        @CollectionTable(name = "team_words")
        public List<String> words = new ArrayList<>();

        @ElementCollection
        @CollectionTable(name = "team_steps")
        @OrderColumn(name = "place")
        public List<String> steps = new ArrayList<>();

        @ElementCollection
        @CollectionTable(name = "team_amounts")
        @Column(name = "amount")
        @SortNatural
        public SortedSet<Integer> amounts = new TreeSet<>();

        @ElementCollection
        @CollectionTable(name = "team_contacts")
        public Set<Contact> contacts = new HashSet<>();

        @ElementCollection
        @CollectionTable(name = "team_points")
        public List<Point> points = new ArrayList<>();

        @ElementCollection
        @CollectionTable(name = "team_limits")
        @MapKeyEnumerated(EnumType.STRING)
        public Map<Level, BigDecimal> limits = new HashMap<>();

        @ElementCollection
        @CollectionTable(name = "team_hours")
        @MapKeyJoinColumn(name = "member_id")
        @Column(name = "hours")
        public Map<Member, Integer> hours = new HashMap<>();

        @ElementCollection
        @CollectionTable(name = "team_offices")
        public Map<String, Contact> offices = new HashMap<>();

        @ManyToMany
        @JoinTable(name = "team_deputies")
        public Map<String, Member> deputies = new HashMap<>();

        @ManyToMany
        @JoinTable(name = "team_works")
        @OrderColumn(name = "place")
        public List<Work> works = new ArrayList<>();

        @Embedded
        public Notes notes = new Notes();

        @Masked
        @ElementCollection
        @CollectionTable(name = "team_codes")
        public Set<String> codes = new HashSet<>();

        @Unaudited
        @ElementCollection
        @CollectionTable(name = "team_whispers")
        public Set<String> whispers = new HashSet<>();

        public Team() {}

        public Team(String code) {
            this.code = code;
        }
    }

    @Entity(name = "Member")
    public static class Member {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        public String name;

        @ManyToMany(mappedBy = "members")
        public Set<Team> teams = new HashSet<>();

        public Member() {}

        public Member(String name) {
            this.name = name;
        }
    }

    @Entity(name = "Thing")
    public static class Thing {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        public String name;

        @ManyToOne(fetch = FetchType.LAZY)
        public Team keeper;

        public Thing() {}

        public Thing(String name) {
            this.name = name;
        }
    }

    @Embeddable
    public record WorkId(String area, int number) implements Serializable {}

    @Entity(name = "Work")
    public static class Work {
        @EmbeddedId
        public WorkId id;

        @ElementCollection
        public Set<String> marks = new HashSet<>();

        @ManyToMany
        public Set<Seat> seats = new HashSet<>();

        public Work() {}

        public Work(String area, int number) {
            this.id = new WorkId(area, number);
        }
    }

    public record SeatId(String row, int number) implements Serializable {}

    @Entity(name = "Seat")
    @IdClass(SeatId.class)
    public static class Seat {
        @Id
        @Column(name = "seat_row")
        public String row;

        @Id
        @Column(name = "seat_number")
        public int number;

        @ElementCollection
        public Set<String> marks = new HashSet<>();
    }

    /** Its changes are counted and timed. */
    @Entity(name = "Sheet")
    public static class Sheet {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        public String title;

        @Version
        public int version;

        @UpdateTimestamp
        public Instant changedAt;

        @ElementCollection
        public Set<String> lines = new HashSet<>();
    }

    @Entity(name = "Folder")
    @Inheritance(strategy = InheritanceType.JOINED)
    public static class Folder {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        public String name;

        @ElementCollection
        public Set<String> pages = new HashSet<>();

        @OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
        @JoinColumn(name = "parent_id")
        public List<Folder> children = new ArrayList<>();
    }

    @Entity(name = "Binder")
    public static class Binder extends Folder {
        @ElementCollection
        public Set<String> rings = new HashSet<>();
    }

    /** Rarer ones. */
    @Entity(name = "Odd")
    public static class Odd {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        @ElementCollection
        @CollectionTable(name = "odd_numbers")
        @OrderColumn(name = "place")
        public int[] numbers;

        @ElementCollection
        @CollectionTable(name = "odd_rows")
        @CollectionIdJavaClass(idType = Long.class)
        @CollectionId(column = @Column(name = "row_id"), generator = "increment")
        public List<String> rows = new ArrayList<>();

        @Immutable
        @ElementCollection
        @CollectionTable(name = "odd_fixed")
        public Set<String> fixed = new HashSet<>();

        @ManyToMany
        @SQLRestriction("name <> 'hidden'")
        public Set<Member> shown = new HashSet<>();

        @ManyToMany
        public Set<Soft> soft = new HashSet<>();

        @OneToMany
        @JoinColumn(name = "odd_id", insertable = false, updatable = false)
        public List<Child> children = new ArrayList<>();
    }

    @Entity(name = "Soft")
    @SoftDelete
    public static class Soft {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        @ElementCollection
        public Set<String> marks = new HashSet<>();
    }

    @Entity(name = "Child")
    public static class Child {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "odd_id")
        public Odd odd;
    }
}
