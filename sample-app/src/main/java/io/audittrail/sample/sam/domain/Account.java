package io.audittrail.sample.sam.domain;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import org.jspecify.annotations.Nullable;

/** A project's access to one resource. */
@Entity
@Table(uniqueConstraints = @UniqueConstraint(columnNames = {"project_id", "resource_id"}))
public class Account {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Project project;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Resource resource;

    private boolean active = true;

    @SuppressWarnings("NullAway.Init")
    protected Account() {}

    public Account(Project project, Resource resource) {
        this.project = project;
        this.resource = resource;
    }

    public Project project() {
        return project;
    }

    public Resource resource() {
        return resource;
    }

    public boolean isActive() {
        return active;
    }

    public void setActive(boolean active) {
        this.active = active;
    }
}
