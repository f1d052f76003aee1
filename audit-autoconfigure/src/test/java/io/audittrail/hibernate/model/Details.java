package io.audittrail.hibernate.model;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import java.time.Instant;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.TrueFalseConverter;
import org.hibernate.type.YesNoConverter;

/** Less common ways to map an attribute. */
public final class Details {

    private Details() {}

    /** Has the id of the person it is about. */
    @Entity(name = "Profile")
    public static class Profile {
        @Id
        public Long id;

        @MapsId
        @OneToOne(fetch = FetchType.LAZY)
        public Person person;

        public String motto;
    }

    /** Refers to its owner by a column of its own; the owner does not know. */
    @Entity(name = "Desk")
    public static class Desk {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        @OneToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "owner")
        public Person owner;
    }

    @Embeddable
    public static class Position {
        public Integer east;
        public Integer north;

        public Position() {}

        public Position(Integer east, Integer north) {
            this.east = east;
            this.north = north;
        }
    }

    @Embeddable
    public static class Site {
        public String name;

        @Embedded
        public Position position;

        public Site() {}

        public Site(String name, Position position) {
            this.name = name;
            this.position = position;
        }
    }

    @Entity(name = "Station")
    public static class Station {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        @Embedded
        public Site site;

        @Enumerated
        public Project.Stage stage;

        @Convert(converter = YesNoConverter.class)
        public Boolean open;

        @Convert(converter = TrueFalseConverter.class)
        public Boolean staffed;

        public boolean remote;
    }

    /** Some of its values are not the application's. */
    @Entity(name = "Stamped")
    public static class Stamped {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        public String text;

        @CreationTimestamp
        public Instant createdAt;

        @UpdateTimestamp
        public Instant changedAt;

        @Generated
        @Column(columnDefinition = "varchar(20) default 'fresh'")
        public String origin;
    }
}
