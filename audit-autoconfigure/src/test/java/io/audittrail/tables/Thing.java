package io.audittrail.tables;

import io.audittrail.Masked;
import io.audittrail.Unaudited;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "things")
class Thing {

    @Id
    long id;

    @Nullable
    String name;

    @Column(precision = 20, scale = 4)
    @Nullable
    BigDecimal amount;

    @Nullable
    LocalDate since;

    @Masked
    @Nullable
    String code;

    @Unaudited
    int visits;

    @ElementCollection
    Set<String> tags = new TreeSet<>();

    Thing() {}

    Thing(long id, String name) {
        this.id = id;
        this.name = name;
    }
}
