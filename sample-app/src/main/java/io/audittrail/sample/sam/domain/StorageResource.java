package io.audittrail.sample.sam.domain;

import jakarta.persistence.Entity;

/** Allocated in terabytes. */
@Entity
public class StorageResource extends Resource {

    private int terabytes;

    protected StorageResource() {}

    public StorageResource(String name, int terabytes) {
        super(name);
        this.terabytes = terabytes;
    }

    public int terabytes() {
        return terabytes;
    }
}
