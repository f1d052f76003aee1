package io.audittrail.sample.sam.domain;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.annotations.NaturalId;
import org.jspecify.annotations.Nullable;

/** A person who leads projects or works in them. */
@Entity
@Table(name = "users") // USER is a reserved word
public class User {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @NaturalId
    @Column(nullable = false, length = 40)
    private String username;

    @Column(nullable = false)
    private String name;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Organization organization;

    @OneToMany(mappedBy = "user", cascade = CascadeType.ALL, orphanRemoval = true)
    private List<EmailAddress> emailAddresses = new ArrayList<>();

    @ManyToMany
    private Set<Role> roles = new LinkedHashSet<>();

    @SuppressWarnings("NullAway.Init")
    protected User() {}

    public User(String username, String name, Organization organization) {
        this.username = username;
        this.name = name;
        this.organization = organization;
    }

    public String username() {
        return username;
    }

    public String name() {
        return name;
    }

    public Organization organization() {
        return organization;
    }

    public List<String> emailAddresses() {
        return emailAddresses.stream().map(EmailAddress::address).toList();
    }

    public void addEmailAddress(String address) {
        emailAddresses.add(new EmailAddress(this, address));
    }

    public void removeEmailAddress(String address) {
        emailAddresses.removeIf(e -> e.address().equals(address));
    }

    public void addRole(Role role) {
        roles.add(role);
    }
}
