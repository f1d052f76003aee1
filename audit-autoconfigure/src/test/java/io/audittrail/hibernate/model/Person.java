package io.audittrail.hibernate.model;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;

@Entity
public class Person {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public String name;

    @OneToMany(mappedBy = "person", cascade = CascadeType.ALL, orphanRemoval = true)
    public List<Email> emails = new ArrayList<>();

    public Person() {}

    public Person(String name) {
        this.name = name;
    }

    public Email addEmail(String address) {
        Email email = new Email();
        email.person = this;
        email.address = address;
        emails.add(email);
        return email;
    }

    @Override
    public String toString() {
        throw new IllegalStateException("nobody may ask an entity for its text");
    }

    @Entity(name = "Email")
    public static class Email {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        public String address;

        @ManyToOne
        public Person person;
    }
}
