package io.audittrail.hibernate.model;

import io.audittrail.Masked;
import io.audittrail.Unaudited;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.GeneratedColumn;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;

/** Mappings that are rarer, but have their own way through Hibernate. */
public final class Unusual {

    private Unusual() {}

    /** Hibernate and the database write attributes of their own accord. */
    @Entity(name = "Stamped")
    public static class Stamped {
        @Id
        public Long id;

        public String name;

        @Unaudited
        public String notes;

        @UpdateTimestamp
        public Instant updatedAt;

        @GeneratedColumn("name || '!'")
        public String shout;

        @Formula("upper(name)")
        public String loud;
    }

    /** Its parts have no attribute for it: Hibernate gives them hidden ones. */
    @Entity(name = "Whole")
    public static class Whole {
        @Id
        public Long id;

        @OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
        @JoinColumn(name = "whole_id", nullable = false)
        @OrderColumn(name = "place")
        public List<Part> parts = new ArrayList<>();
    }

    @Entity(name = "Part")
    public static class Part {
        @Id
        public Long id;

        public String name;
    }

    @Entity(name = "Reset")
    public static class Reset {
        @Id
        public String token;

        public String name;
    }

    @Entity(name = "ResetMail")
    public static class ResetMail {
        @Id
        public Long id;

        @ManyToOne
        public Reset reset;
    }

    @Embeddable
    public record DoorKey(String door, String pin) implements Serializable {}

    @Entity(name = "Door")
    public static class Door {
        @EmbeddedId
        public DoorKey id;

        public String name;
    }

    @Embeddable
    public static class Contact {
        public String kind;
    }

    @Embeddable
    public static class Phone extends Contact {
        @Masked
        public String number;
    }

    /** Has neither a text nor an equality of its own. */
    public static class Item {
        public String name = "";

        public static Item of(String name) {
            Item item = new Item();
            item.name = name;
            return item;
        }
    }

    public record Opaque(String text) implements Serializable {}

    /** Stands for encryption. */
    public static class Backwards implements AttributeConverter<String, String> {
        @Override
        public String convertToDatabaseColumn(String text) {
            return text == null ? null : new StringBuilder(text).reverse().toString();
        }

        @Override
        public String convertToEntityAttribute(String text) {
            return convertToDatabaseColumn(text);
        }
    }

    @Entity(name = "Mixed")
    public static class Mixed {
        @Id
        public Long id;

        @Embedded
        public Contact contact;

        @JdbcTypeCode(SqlTypes.JSON)
        public List<Item> items;

        public Opaque opaque;

        @Convert(converter = Backwards.class)
        public String diary;

        public TimeZone zone;
        public Duration lasting;
        public String name;
    }
}
