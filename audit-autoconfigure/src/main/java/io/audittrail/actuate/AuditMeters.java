package io.audittrail.actuate;

import io.audittrail.AuditFigures;
import io.audittrail.AuditFigures.Figure;
import io.audittrail.AuditHealth;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whatever the parts can measure, and the counter {@code audit.failures}, one for each kind of failure. Kinds known
 * beforehand start at zero, so that an alert on the increase sees the first failure. What comes later is registered when a
 * counter of failures is next read.
 */
public final class AuditMeters implements MeterBinder, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AuditMeters.class);
    private static final String FAILURES = "audit.failures";

    private final Iterable<AuditFigures> parts;
    private final Iterable<AuditHealth> reports;
    private final Collection<String> knownKinds;
    private final List<BoundMeters> bound = new CopyOnWriteArrayList<>();

    /**
     * @param parts asked anew each time
     * @param reports likewise
     */
    public AuditMeters(Iterable<AuditFigures> parts, Iterable<AuditHealth> reports, Collection<String> knownKinds) {
        this.parts = parts;
        this.reports = reports;
        this.knownKinds = Set.copyOf(knownKinds);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        BoundMeters meters = new BoundMeters(registry);
        bound.add(meters);
        knownKinds.forEach(kind -> failures(kind, meters));
        lookAgain(meters);
    }

    /** A registry may outlive the application context; it must neither keep its beans nor show what they once were. */
    @Override
    public void close() {
        bound.forEach(BoundMeters::remove);
        bound.clear();
    }

    private void failures(String kind, BoundMeters meters) {
        meters.add(Figure.total(
                        FAILURES,
                        "What went wrong within auditing since the start",
                        "failures",
                        () -> lookAgain(meters).getOrDefault(kind, 0L))
                .tagged("kind", kind));
    }

    private Map<String, Long> lookAgain(BoundMeters meters) {
        Map<String, Long> failures = new HashMap<>();
        for (AuditHealth part : reports) {
            guarded(
                    part,
                    () -> part.report().failures().forEach((kind, count) -> failures.merge(kind, count, Long::sum)));
        }
        failures.keySet().forEach(kind -> failures(kind, meters));
        for (AuditFigures part : parts) {
            guarded(part, () -> part.figures().forEach(meters::add));
        }
        return failures;
    }

    private static void guarded(Object part, Runnable asking) {
        try {
            asking.run();
        } catch (RuntimeException e) {
            log.debug("{} cannot be measured", part, e);
        }
    }
}
