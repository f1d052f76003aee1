package io.audittrail.entities;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A user of the application, whose columns are called as the application likes. */
@Entity
class Someone {

    @Id
    long id;

    @Column(name = "login_name")
    @Nullable
    String username;

    @Nullable
    String department;

    @Column(precision = 20, scale = 4)
    @Nullable
    BigDecimal budget;

    Someone() {}

    Someone(long id, String username, String department) {
        this.id = id;
        this.username = username;
        this.department = department;
    }
}
