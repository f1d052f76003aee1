package io.audittrail.actuate;

import io.audittrail.AuditHealth;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The counter {@code audit.failures}, one for each kind of failure. Kinds known beforehand start at zero, so that an
 * alert on the increase sees the first failure; others are registered when a counter is next read.
 */
public final class AuditFailureMeters implements MeterBinder {

    private static final Logger log = LoggerFactory.getLogger(AuditFailureMeters.class);
    private static final String NAME = "audit.failures";

    private final Iterable<AuditHealth> parts;
    private final Collection<String> knownKinds;

    /** @param parts asked anew each time */
    public AuditFailureMeters(Iterable<AuditHealth> parts, Collection<String> knownKinds) {
        this.parts = parts;
        this.knownKinds = Set.copyOf(knownKinds);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Counters counters = new Counters(registry);
        knownKinds.forEach(counters::register);
        counters.failures();
    }

    /** The counters of one registry. */
    private final class Counters {

        private final MeterRegistry registry;
        private final Set<String> registered = ConcurrentHashMap.newKeySet();

        Counters(MeterRegistry registry) {
            this.registry = registry;
        }

        void register(String kind) {
            if (registered.add(kind)) {
                // Micrometer holds what it measures weakly; the function keeps the counters alive.
                FunctionCounter.builder(NAME, AuditFailureMeters.this, meters -> count(kind))
                        .description("What went wrong within auditing since the start")
                        .tag("kind", kind)
                        .register(registry);
            }
        }

        private double count(String kind) {
            return failures().getOrDefault(kind, 0L);
        }

        private Map<String, Long> failures() {
            Map<String, Long> failures = new HashMap<>();
            for (AuditHealth part : parts) {
                try {
                    part.report().failures().forEach((kind, count) -> failures.merge(kind, count, Long::sum));
                } catch (RuntimeException e) {
                    log.debug("{} reports no failures", part, e);
                }
            }
            failures.keySet().forEach(this::register);
            return failures;
        }
    }
}
