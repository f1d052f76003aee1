package io.audittrail.sample.sam.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import org.hibernate.annotations.NaturalId;
import org.jspecify.annotations.Nullable;

/** A machine that can be allocated. */
@Entity
@Inheritance(strategy = InheritanceType.JOINED)
public abstract class Resource {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @NaturalId
    @Column(nullable = false, length = 40)
    private String name;

    @SuppressWarnings("NullAway.Init")
    protected Resource() {}

    protected Resource(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }
}
