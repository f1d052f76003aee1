package io.audittrail.sample.sam.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.hibernate.annotations.SoftDelete;
import org.jspecify.annotations.Nullable;

/** How much of a resource an account may use, and when. A deleted one stays in the table, for the accounts of the past. */
@Entity
@SoftDelete
public class Allocation {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Account account;

    @Column(nullable = false, precision = 15, scale = 2)
    private BigDecimal amount;

    @Column(nullable = false)
    private LocalDate startDate;

    private @Nullable LocalDate endDate;

    /** The allocation that this one is taken from. Fetched eagerly: Hibernate wants that of a soft-deleted type. */
    @ManyToOne
    private @Nullable Allocation parent;

    @SuppressWarnings("NullAway.Init")
    protected Allocation() {}

    public Allocation(Account account, BigDecimal amount, LocalDate startDate, @Nullable LocalDate endDate) {
        this.account = account;
        this.amount = amount;
        this.startDate = startDate;
        this.endDate = endDate;
    }

    public @Nullable Long id() {
        return id;
    }

    public Account account() {
        return account;
    }

    public BigDecimal amount() {
        return amount;
    }

    public void add(BigDecimal more) {
        amount = amount.add(more);
    }

    public LocalDate startDate() {
        return startDate;
    }

    public @Nullable LocalDate endDate() {
        return endDate;
    }

    /** Lets it run no longer than this day, but never end before it began. */
    public void endBy(LocalDate day) {
        LocalDate last = day.isBefore(startDate) ? startDate : day;
        if (endDate == null || endDate.isAfter(last)) {
            endDate = last;
        }
    }

    public @Nullable Allocation parent() {
        return parent;
    }

    public void setParent(@Nullable Allocation parent) {
        this.parent = parent;
    }
}
