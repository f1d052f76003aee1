package org.springframework.modulith;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Stands for the outbox of Spring Modulith, which is known by its package. */
@Entity
public class StoredEvent {
    @Id
    public Long id;

    public String event;
}
