package io.audittrail.reconcile;

import io.audittrail.AuditFigures;
import io.audittrail.AuditHealth;
import io.audittrail.AuditReconciliation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares again and again, each time what came since the last time, up to a minute ago: what was committed by then is in the
 * log. Thread-safe.
 */
public final class RegularReconciliation implements AuditHealth, AuditFigures, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");
    private static final Duration SETTLED = Duration.ofMinutes(1);
    private static final long PATIENCE_MILLIS = 10_000;

    private final AuditReconciliation reconciliation;
    private final @Nullable Duration every;
    private final Clock clock;
    private final LongAdder unexplained = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private Instant from;
    private volatile AuditReconciliation.@Nullable Report last;
    private volatile @Nullable String failure;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    /** @param every null when nobody wants it */
    public RegularReconciliation(AuditReconciliation reconciliation, @Nullable Duration every, Clock clock) {
        this.reconciliation = reconciliation;
        this.every = every;
        this.clock = clock;
        this.from = clock.instant();
    }

    public synchronized void start() {
        if (every != null && thread == null && !stopping) {
            thread = new Thread(() -> rounds(every), "audit-reconciliation");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void rounds(Duration pause) {
        while (!stopping) {
            LockSupport.parkNanos(this, pause.toNanos());
            if (!stopping) {
                run();
            }
        }
    }

    /** What could not be compared is compared the next time. */
    void run() {
        Instant to = clock.instant().minus(SETTLED);
        if (!from.isBefore(to)) {
            return;
        }
        try {
            AuditReconciliation.Report report = reconciliation.between(from, to);
            from = to;
            last = report;
            failure = null;
            if (report.unexplained() > 0) {
                unexplained.add(report.unexplained());
                log.error("{}", sentence(report));
            }
        } catch (Exception e) {
            if (!stopping) {
                failed.increment();
                failure = "The log and what triggers saw could not be compared: " + e.getMessage();
                log.error("The log and what triggers saw could not be compared; it is tried again in {}", every, e);
            }
        }
    }

    private static String sentence(AuditReconciliation.Report report) {
        long count = report.unexplained();
        return "Between " + report.from() + " and " + report.to()
                + " the log and what triggers saw differ, and nothing explains "
                + (count == 1 ? "1 difference" : count + " differences")
                + ": the endpoint auditledger/reconciliation tells them";
    }

    @Override
    public Report report() {
        AuditReconciliation.Report found = last;
        String broken = failure;
        Map<String, Long> failures = new LinkedHashMap<>();
        if (unexplained.sum() > 0) {
            failures.put("change-unexplained", unexplained.sum());
        }
        if (failed.sum() > 0) {
            failures.put("reconciliation-failed", failed.sum());
        }
        String problem = broken != null ? broken : found != null && found.unexplained() > 0 ? sentence(found) : null;
        return new Report(
                problem == null ? List.of() : List.of(problem),
                found == null
                        ? Map.of()
                        : Map.of(
                                "reconciliation",
                                Map.of(
                                        "from", found.from().toString(),
                                        "to", found.to().toString(),
                                        "transactions", found.transactions(),
                                        "unexplained", found.unexplained())),
                failures);
    }

    /** There from the start on, so that nobody misses the first. */
    @Override
    public List<Figure> figures() {
        return every == null
                ? List.of()
                : List.of(Figure.level(
                        "audit.reconciliation.unexplained",
                        "Differences of log and triggers that nothing explains, of the last comparison",
                        "differences",
                        this::lastUnexplained));
    }

    private long lastUnexplained() {
        AuditReconciliation.Report found = last;
        return found == null ? 0 : found.unexplained();
    }

    /** Waits for the comparison that is on its way. */
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
