package io.audittrail.sample.sam.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.hibernate.annotations.NaturalId;
import org.jspecify.annotations.Nullable;

/** What a user is in the allocation process, such as a principal investigator. Not a permission of this application. */
@Entity
public class Role {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @NaturalId
    @Column(nullable = false, length = 40)
    private String name;

    @SuppressWarnings("NullAway.Init")
    protected Role() {}

    public Role(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }
}
