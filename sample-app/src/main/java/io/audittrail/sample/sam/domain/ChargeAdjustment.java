package io.audittrail.sample.sam.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Why an amount was corrected by hand. */
@Entity
public class ChargeAdjustment {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Account account;

    @Column(nullable = false, precision = 15, scale = 2)
    private BigDecimal amount;

    @Column(nullable = false)
    private String comment;

    @SuppressWarnings("NullAway.Init")
    protected ChargeAdjustment() {}

    public ChargeAdjustment(Account account, BigDecimal amount, String comment) {
        this.account = account;
        this.amount = amount;
        this.comment = comment;
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

    public String comment() {
        return comment;
    }
}
