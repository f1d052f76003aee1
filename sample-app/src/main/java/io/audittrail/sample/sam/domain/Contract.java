package io.audittrail.sample.sam.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.LocalDate;
import org.hibernate.annotations.NaturalId;
import org.jspecify.annotations.Nullable;

/** Who pays for a project. */
@Entity
public class Contract {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @NaturalId
    @Column(nullable = false, length = 40)
    private String number;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Organization sponsor;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Project project;

    @Column(nullable = false)
    private LocalDate startDate;

    @Column
    private @Nullable LocalDate endDate;

    @SuppressWarnings("NullAway.Init")
    protected Contract() {}

    public Contract(
            String number, Organization sponsor, Project project, LocalDate startDate, @Nullable LocalDate endDate) {
        this.number = number;
        this.sponsor = sponsor;
        this.project = project;
        this.startDate = startDate;
        this.endDate = endDate;
    }

    public String number() {
        return number;
    }

    public Organization sponsor() {
        return sponsor;
    }

    public Project project() {
        return project;
    }

    public LocalDate startDate() {
        return startDate;
    }

    public @Nullable LocalDate endDate() {
        return endDate;
    }
}
