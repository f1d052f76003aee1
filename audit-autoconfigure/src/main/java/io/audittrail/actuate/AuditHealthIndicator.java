package io.audittrail.actuate;

import io.audittrail.AuditHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether the log is written as it should be. Problems make it {@code DEGRADED}: the application does its work, and must
 * not be restarted or taken off its load balancer for them. Where it refuses work for them it is {@code DOWN}.
 */
public final class AuditHealthIndicator implements HealthIndicator {

    public static final Status DEGRADED = new Status("DEGRADED", "The application works; its audit log has problems");

    private final Iterable<AuditHealth> parts;
    private final Status withProblems;

    /** @param parts asked anew each time */
    public AuditHealthIndicator(Iterable<AuditHealth> parts, Status withProblems) {
        this.parts = parts;
        this.withProblems = withProblems;
    }

    @Override
    public Health health() {
        List<String> problems = new ArrayList<>();
        Map<String, Object> details = new TreeMap<>();
        Map<String, Long> failures = new TreeMap<>();
        for (AuditHealth part : parts) {
            try {
                AuditHealth.Report report = part.report();
                problems.addAll(report.problems());
                details.putAll(report.details());
                report.failures().forEach((kind, count) -> failures.merge(kind, count, Long::sum));
            } catch (RuntimeException e) {
                problems.add(part.getClass().getName() + " cannot say how it is: " + e);
            }
        }
        Health.Builder health = problems.isEmpty() ? Health.up() : Health.status(withProblems);
        if (!problems.isEmpty()) {
            health.withDetail("problems", problems);
        }
        health.withDetails(details);
        if (!failures.isEmpty()) {
            health.withDetail("failures", failures);
        }
        return health.build();
    }
}
