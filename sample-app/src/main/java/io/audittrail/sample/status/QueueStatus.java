package io.audittrail.sample.status;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;

/** How long a queue is: one row per queue, overwritten by each measurement. */
@Entity
class QueueStatus {

    @Id
    @Column(length = 40)
    private String queue;

    @Column
    private int running;

    @Column
    private int pending;

    @Column(nullable = false)
    private Instant measuredAt;

    @SuppressWarnings("NullAway.Init")
    protected QueueStatus() {}

    QueueStatus(String queue, int running, int pending, Instant measuredAt) {
        this.queue = queue;
        this.running = running;
        this.pending = pending;
        this.measuredAt = measuredAt;
    }
}
