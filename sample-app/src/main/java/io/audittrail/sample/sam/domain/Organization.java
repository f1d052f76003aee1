package io.audittrail.sample.sam.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.hibernate.annotations.NaturalId;
import org.jspecify.annotations.Nullable;

/** A university, a laboratory or a part of one. */
@Entity
public class Organization {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @NaturalId
    @Column(nullable = false, length = 20)
    private String acronym;

    @Column(nullable = false)
    private String name;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Organization parent;

    @SuppressWarnings("NullAway.Init")
    protected Organization() {}

    public Organization(String acronym, String name, @Nullable Organization parent) {
        this.acronym = acronym;
        this.name = name;
        this.parent = parent;
    }

    public String acronym() {
        return acronym;
    }

    public String name() {
        return name;
    }

    public @Nullable Organization parent() {
        return parent;
    }
}
