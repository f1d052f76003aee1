package io.audittrail.outbox;

import io.audittrail.database.UnitDatabase;
import io.audittrail.transaction.Failures;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The logs of which the databases know: those of all instances that drain to one of their own. They are looked up now and
 * then, by a thread that nobody waits for long: whoever asks may hold the last connection of a pool. Thread-safe.
 */
public final class AnchoredStreams {

    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final long PATIENCE_MILLIS = 500;

    private final OutboxDatabases databases;
    private final Failures failures;
    private final Clock clock;
    private volatile List<String> known = List.of();
    private @Nullable Thread lookup;
    private long lookedUpAt = Long.MIN_VALUE;

    public AnchoredStreams(OutboxDatabases databases, Failures failures, Clock clock) {
        this.databases = databases;
        this.failures = failures;
        this.clock = clock;
    }

    /** Those that were there when somebody looked last. */
    public List<String> streams() {
        try {
            Thread begun = begin();
            if (begun != null) {
                begun.join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return known;
    }

    /** Only who begins a lookup waits for it. */
    private synchronized @Nullable Thread begin() {
        long now = clock.millis();
        boolean isFresh = lookedUpAt != Long.MIN_VALUE && Math.abs(now - lookedUpAt) < KEPT.toMillis();
        if (isFresh || (lookup != null && lookup.isAlive())) {
            return null;
        }
        lookedUpAt = now;
        Thread begun = new Thread(this::lookUp, "audit-streams");
        begun.setDaemon(true);
        begun.start();
        lookup = begun;
        return begun;
    }

    private void lookUp() {
        try {
            TreeSet<String> found = new TreeSet<>();
            for (UnitDatabase database : databases.all()) {
                found.addAll(database.transactions().run(Anchors::streams));
            }
            known = List.copyOf(found);
        } catch (Throwable e) {
            failures.report(
                    "streams-unknown",
                    "The table audit_anchor cannot be asked for the logs of other instances; answers may not name them",
                    e);
        }
    }
}
