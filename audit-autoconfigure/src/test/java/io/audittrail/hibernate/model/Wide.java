package io.audittrail.hibernate.model;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.LocalDate;

/** Twelve attributes: what the measured budgets speak of. */
@Entity
public class Wide {

    @Id
    public Long id;

    public String title;
    public String summary;
    public String status;
    public String owner;
    public String place;
    public Integer count;
    public Long total;
    public BigDecimal amount;
    public Boolean active;
    public LocalDate startDate;
    public LocalDate endDate;
    public Double ratio;

    public static Wide of(long id) {
        Wide wide = new Wide();
        wide.id = id;
        wide.title = "Title of " + id;
        wide.summary = "A short summary";
        wide.status = "OPEN";
        wide.owner = "alice";
        wide.place = "Boulder";
        wide.count = 42;
        wide.total = 4_200_000_000L;
        wide.amount = new BigDecimal("1234.50");
        wide.active = true;
        wide.startDate = LocalDate.of(2026, 1, 1);
        wide.endDate = LocalDate.of(2026, 12, 31);
        wide.ratio = 0.5;
        return wide;
    }
}
