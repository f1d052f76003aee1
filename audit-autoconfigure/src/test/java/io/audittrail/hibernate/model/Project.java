package io.audittrail.hibernate.model;

import io.audittrail.Masked;
import io.audittrail.Unaudited;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.NaturalId;

@Entity
public class Project {

    public enum Stage {
        PROPOSED,
        ACTIVE
    }

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE)
    public Long id;

    @NaturalId
    public String projcode;

    public String title;

    @Column(precision = 19, scale = 4)
    public BigDecimal amount;

    @Enumerated(EnumType.STRING)
    public Stage stage;

    public LocalDate startDate;
    public Date touched;

    @Convert(converter = Money.ToText.class)
    public Money price;

    @Embedded
    public Address address;

    @ManyToOne(fetch = FetchType.LAZY)
    public Person lead;

    public byte[] logo;

    public String apiToken;

    @Masked
    public String nickname;

    @Unaudited
    public String notes;

    @Column(name = "title", insertable = false, updatable = false)
    public String titleAgain;

    @Version
    public int version;

    @ElementCollection
    public Set<String> tags = new HashSet<>();

    public Project() {}

    public Project(String projcode, String title) {
        this.projcode = projcode;
        this.title = title;
    }
}
