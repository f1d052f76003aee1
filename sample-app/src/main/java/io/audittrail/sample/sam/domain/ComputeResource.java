package io.audittrail.sample.sam.domain;

import jakarta.persistence.Entity;

/** Allocated in core hours. */
@Entity
public class ComputeResource extends Resource {

    private int cores;

    protected ComputeResource() {}

    public ComputeResource(String name, int cores) {
        super(name);
        this.cores = cores;
    }

    public int cores() {
        return cores;
    }
}
