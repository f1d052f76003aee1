package io.audittrail.sample.status;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A time when a machine is not there for its users. */
@Entity
class SystemOutage {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @Column(nullable = false, length = 40)
    private String resource;

    @Column(nullable = false)
    private String title;

    @Column(nullable = false)
    private Instant startedAt;

    private @Nullable Instant endedAt;

    @SuppressWarnings("NullAway.Init")
    protected SystemOutage() {}

    SystemOutage(Outage outage) {
        set(outage);
    }

    final void set(Outage outage) {
        resource = outage.resource();
        title = outage.title();
        startedAt = outage.startedAt();
        endedAt = outage.endedAt();
    }

    Outage toOutage() {
        return new Outage(id, resource, title, startedAt, endedAt);
    }
}
