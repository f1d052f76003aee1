package io.audittrail.entities;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.SQLRestriction;
import org.jspecify.annotations.Nullable;

/** A user who is hidden instead of being deleted, and is called by his key. */
@Entity
@SQLRestriction("gone = false")
class Guest {

    @Id
    @Nullable
    String name;

    boolean gone;

    Guest() {}

    Guest(String name) {
        this.name = name;
    }
}
