package io.audittrail.sample.sam.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One booking on an account. Bookings are added, never changed. */
@Entity
public class AllocationTransaction {

    public enum Type {
        NEW,
        ADJUSTMENT,
        WITHDRAWAL
    }

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Account account;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    private Type type;

    @Column(nullable = false, precision = 15, scale = 2)
    private BigDecimal amount;

    @Column(nullable = false)
    private Instant bookedAt;

    @SuppressWarnings("NullAway.Init")
    protected AllocationTransaction() {}

    public AllocationTransaction(Account account, Type type, BigDecimal amount, Instant bookedAt) {
        this.account = account;
        this.type = type;
        this.amount = amount;
        this.bookedAt = bookedAt;
    }

    public Account account() {
        return account;
    }

    public Type type() {
        return type;
    }

    public BigDecimal amount() {
        return amount;
    }

    public Instant bookedAt() {
        return bookedAt;
    }
}
