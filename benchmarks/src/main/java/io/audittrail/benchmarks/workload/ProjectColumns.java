package io.audittrail.benchmarks.workload;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.math.BigDecimal;
import java.time.LocalDate;

/** Twelve attributes of the usual types, the same for all contenders; each has an entity of its own that inherits them. */
@MappedSuperclass
public abstract class ProjectColumns {

    @Id
    public Long id = 0L;

    public String title = "";
    public String summary = "A short summary";
    public String status = "OPEN";
    public String owner = "alice";
    public String place = "Boulder";
    public Integer headcount = 42;
    public Long total = 4_200_000_000L;
    public BigDecimal amount = new BigDecimal("1234.50");
    public Boolean active = true;
    public LocalDate startDate = LocalDate.of(2026, 1, 1);
    public LocalDate endDate = LocalDate.of(2026, 12, 31);
    public Double ratio = 0.5;
}
