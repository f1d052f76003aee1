package io.audittrail.hibernate.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.MappedSuperclass;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.SoftDelete;

/** The inheritance strategies, and deletion that only marks. */
public final class Families {

    private Families() {}

    @Entity(name = "Shape")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    public abstract static class Shape {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        public String name;
    }

    @Entity(name = "Circle")
    public static class Circle extends Shape {
        public Integer radius;
    }

    @Entity(name = "Resource")
    @Inheritance(strategy = InheritanceType.JOINED)
    public abstract static class Resource {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        public String name;
    }

    @Entity(name = "Compute")
    public static class Compute extends Resource {
        public Integer cores;
    }

    @Entity(name = "Vehicle")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    public abstract static class Vehicle {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        public String name;
    }

    @Entity(name = "Truck")
    public static class Truck extends Vehicle {
        @Column(name = "cargo")
        public Integer load;
    }

    @MappedSuperclass
    public abstract static class Stored {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        public String name;
        public String pin;
    }

    @Entity(name = "Disk")
    public static class Disk extends Stored {
        public Integer plates;
    }

    @Entity(name = "Tape")
    public static class Tape extends Stored {
        public Integer metres;
    }

    @Entity(name = "Allocation")
    @SoftDelete
    public static class Allocation {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        public Integer hours;
    }

    @Entity(name = "Dynamic")
    @DynamicUpdate
    public static class Dynamic {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        public String name;
        public String place;
    }
}
