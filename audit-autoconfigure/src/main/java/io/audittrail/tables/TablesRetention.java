package io.audittrail.tables;

import io.audittrail.AuditHealth;
import io.audittrail.database.Shown;
import io.audittrail.database.UnitDatabase;
import io.audittrail.database.UnitDatabases;
import io.audittrail.transaction.Failures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes from the audit tables what is too old, every hour and a batch at a time, so that nobody waits for it for long. Each
 * run that removes something says so in the tables, together with what it removes. Several instances may do so at once: what
 * one has locked, the others leave to it.
 */
public final class TablesRetention implements AuditHealth, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final long PATIENCE_MILLIS = 10_000;

    private final UnitDatabases databases;
    private final TableNames names;
    private final @Nullable Duration maxAge;
    private final int batchSize;
    private final Clock clock;
    private final Failures failures;
    private final Map<String, String> problems = new ConcurrentHashMap<>();
    private @Nullable Thread thread;
    private volatile boolean stopping;

    /**
     * @param maxAge null when nothing is ever removed
     * @param batchSize so many rows are removed in one transaction
     */
    public TablesRetention(
            UnitDatabases databases,
            TableNames names,
            @Nullable Duration maxAge,
            int batchSize,
            Clock clock,
            Failures failures) {
        this.databases = databases;
        this.names = names;
        this.maxAge = maxAge;
        this.batchSize = batchSize;
        this.clock = clock;
        this.failures = failures;
    }

    public synchronized void start() {
        if (maxAge == null) {
            log.warn("The audit tables only grow: nothing is ever removed. Set audit.tables.retention.max-age");
        } else if (thread == null && !stopping) {
            thread = new Thread(() -> rounds(maxAge), "audit-tables-retention");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void rounds(Duration age) {
        while (!stopping) {
            removeOlderThan(age);
            LockSupport.parkNanos(this, PAUSE.toNanos());
        }
    }

    /** Removes what is too old by now, in each database. */
    void removeOlderThan(Duration age) {
        Instant before = clock.instant().minus(age).truncatedTo(ChronoUnit.MICROS);
        for (UnitDatabase database : databases.all()) {
            try {
                remove(database, before);
                problems.remove(database.unit());
            } catch (Exception e) {
                Exception cause = Shown.of(e);
                String what = "Old rows of the audit tables of unit " + database.unit() + " could not be removed";
                problems.put(database.unit(), what + ": " + cause.getMessage());
                failures.report("tables-retention-failed", what + "; it is tried again in an hour", cause);
            }
        }
    }

    private void remove(UnitDatabase database, Instant before) throws Exception {
        Removal removal = new Removal(database, names, before, batchSize, clock.instant());
        boolean more = true;
        while (more && !stopping) {
            more = database.transactions().run(removal::activities);
        }
        more = true;
        while (more && !stopping) {
            more = database.transactions().run(removal::transactions);
        }
    }

    @Override
    public Report report() {
        return new Report(List.copyOf(problems.values()), Map.of(), Map.of());
    }

    /** Waits for the batch that is being removed. */
    @Override
    public synchronized void close() {
        stopping = true;
        if (thread == null) {
            return;
        }
        LockSupport.unpark(thread);
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
