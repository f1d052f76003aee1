package io.audittrail.sample.sam.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.jspecify.annotations.Nullable;

/** Belongs to its user: it comes and goes with the user's list. */
@Entity
public class EmailAddress {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @Column(nullable = false)
    private String address;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private User user;

    @SuppressWarnings("NullAway.Init")
    protected EmailAddress() {}

    EmailAddress(User user, String address) {
        this.user = user;
        this.address = address;
    }

    public String address() {
        return address;
    }

    public User user() {
        return user;
    }
}
