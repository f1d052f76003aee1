package io.audittrail.sample.status;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;

/** How busy a node is: one row per node, overwritten by each measurement. */
@Entity
class NodeStatus {

    @Id
    @Column(length = 40)
    private String node;

    @Column(name = "cpu_load")
    private double load;

    @Column(nullable = false)
    private Instant measuredAt;

    @SuppressWarnings("NullAway.Init")
    protected NodeStatus() {}

    NodeStatus(String node, double load, Instant measuredAt) {
        this.node = node;
        this.load = load;
        this.measuredAt = measuredAt;
    }
}
