package io.audittrail.sample.sam.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import java.util.LinkedHashSet;
import java.util.Set;
import org.hibernate.Length;
import org.hibernate.annotations.NaturalId;
import org.jspecify.annotations.Nullable;

/** A piece of research that gets computing time. People know it by its {@code projcode}. */
@Entity
public class Project {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @NaturalId
    @Column(nullable = false, length = 20)
    private String projcode;

    @Column(nullable = false)
    private String title;

    /** In the API and in people's words the abstract; Java keeps that word for itself. */
    @Column(length = Length.LONG32)
    private @Nullable String abstractText;

    private boolean active = true;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private User lead;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Project parent;

    @ManyToMany
    private Set<User> members = new LinkedHashSet<>();

    @SuppressWarnings("NullAway.Init")
    protected Project() {}

    public Project(String projcode, String title, User lead) {
        this.projcode = projcode;
        this.title = title;
        this.lead = lead;
    }

    public String projcode() {
        return projcode;
    }

    public String title() {
        return title;
    }

    public void setTitle(String title) {
        this.title = title;
    }

    public @Nullable String abstractText() {
        return abstractText;
    }

    public void setAbstractText(@Nullable String abstractText) {
        this.abstractText = abstractText;
    }

    public boolean isActive() {
        return active;
    }

    public void setActive(boolean active) {
        this.active = active;
    }

    public User lead() {
        return lead;
    }

    public void setLead(User lead) {
        this.lead = lead;
    }

    public @Nullable Project parent() {
        return parent;
    }

    public void setParent(@Nullable Project parent) {
        this.parent = parent;
    }

    public Set<User> members() {
        return members;
    }
}
