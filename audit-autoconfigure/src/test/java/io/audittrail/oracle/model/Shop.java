package io.audittrail.oracle.model;

import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Entities that between them have most of what a mapping can have. Each row belongs to one thread, its owner, except for
 * clubs, which are there from the start and fought over.
 */
public final class Shop {

    private Shop() {}

    public static final List<Class<?>> ENTITIES = List.of(
            Customer.class,
            Club.class,
            Product.class,
            Purchase.class,
            Line.class,
            Vehicle.class,
            Car.class,
            Truck.class);

    public enum Level {
        NEW,
        GOOD,
        BEST
    }

    @Embeddable
    public record Address(String street, String city) {}

    @Embeddable
    public record Phone(String kind, String number) {}

    @Entity(name = "Customer")
    @Table(name = "customer")
    public static class Customer {

        @Id
        public long id;

        @Column(name = "owner_no")
        public int owner;

        @Version
        public int version;

        public String name;

        @Column(unique = true)
        public String code;

        @Column(precision = 12, scale = 2)
        public BigDecimal balance;

        public boolean active;

        public Instant since;

        @Enumerated(EnumType.STRING)
        public Level level;

        @Embedded
        public Address address;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "favourite_id")
        public Product favourite;

        /** What a callback sets, as many applications do. */
        public int updates;

        @ElementCollection
        @CollectionTable(name = "customer_tag", joinColumns = @JoinColumn(name = "customer_id"))
        @Column(name = "tag")
        public Set<String> tags = new HashSet<>();

        @ElementCollection
        @CollectionTable(name = "customer_phone", joinColumns = @JoinColumn(name = "customer_id"))
        public List<Phone> phones = new ArrayList<>();

        @ElementCollection
        @CollectionTable(name = "customer_setting", joinColumns = @JoinColumn(name = "customer_id"))
        @MapKeyColumn(name = "name")
        @Column(name = "value")
        public Map<String, String> settings = new HashMap<>();

        @ManyToMany
        @JoinTable(
                name = "customer_club",
                joinColumns = @JoinColumn(name = "customer_id"),
                inverseJoinColumns = @JoinColumn(name = "club_id"))
        public Set<Club> clubs = new HashSet<>();

        @PreUpdate
        void count() {
            updates++;
        }
    }

    @Entity(name = "Club")
    @Table(name = "club")
    public static class Club {

        @Id
        public long id;

        @Version
        public int version;

        public String name;

        public int meetings;

        @ManyToMany(mappedBy = "clubs")
        public Set<Customer> members = new HashSet<>();
    }

    /** Its row is inserted when it is persisted, before any flush. */
    @Entity(name = "Product")
    @Table(name = "product")
    public static class Product {

        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public Long id;

        @Column(name = "owner_no")
        public int owner;

        public String name;

        @Column(precision = 12, scale = 4)
        public BigDecimal price;
    }

    @Entity(name = "Purchase")
    @Table(name = "purchase")
    public static class Purchase {

        @Id
        public long id;

        @Column(name = "owner_no")
        public int owner;

        @Version
        public int version;

        public String note;

        /** The database allows each once, and looks at the commit. */
        public String receipt;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "customer_id")
        public Customer customer;

        @OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
        @JoinColumn(name = "purchase_id")
        public Set<Line> lines = new HashSet<>();

        @ElementCollection
        @CollectionTable(name = "purchase_stage", joinColumns = @JoinColumn(name = "purchase_id"))
        @OrderColumn(name = "place")
        @Column(name = "stage")
        public List<String> stages = new ArrayList<>();
    }

    @Entity(name = "Line")
    @Table(name = "line")
    public static class Line {

        @Id
        public long id;

        @Column(name = "owner_no")
        public int owner;

        public String text;

        public int amount;

        @Override
        public boolean equals(Object other) {
            return other instanceof Line line && line.id == id;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(id);
        }
    }

    @Entity(name = "Vehicle")
    @Table(name = "vehicle")
    @Inheritance(strategy = InheritanceType.JOINED)
    @DiscriminatorColumn(name = "kind")
    public abstract static class Vehicle {

        @Id
        public long id;

        @Column(name = "owner_no")
        public int owner;

        public String plate;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "customer_id")
        public Customer keeper;
    }

    @Entity(name = "Car")
    @Table(name = "car")
    public static class Car extends Vehicle {

        public Integer seats;
        public boolean electric;
    }

    @Entity(name = "Truck")
    @Table(name = "truck")
    public static class Truck extends Vehicle {

        public Double payload;
    }
}
