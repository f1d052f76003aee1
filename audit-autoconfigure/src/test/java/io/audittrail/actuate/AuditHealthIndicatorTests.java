package io.audittrail.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.AuditHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class AuditHealthIndicatorTests {

    private final List<AuditHealth> parts = new ArrayList<>();
    private final AuditHealthIndicator indicator = new AuditHealthIndicator(parts, AuditHealthIndicator.DEGRADED);

    @Test
    void withoutProblemsItIsUpAndShowsTheFacts() {
        parts.add(() -> new AuditHealth.Report(List.of(), Map.of("stream", "sam"), Map.of("actor-unknown", 2L)));
        parts.add(() -> new AuditHealth.Report(List.of(), Map.of(), Map.of("actor-unknown", 1L)));
        Health health = indicator.health();
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).isEqualTo(Map.of("stream", "sam", "failures", Map.of("actor-unknown", 3L)));
    }

    @Test
    void problemsOfAnyPartDegradeItAndAreNamed() {
        parts.add(() -> new AuditHealth.Report(List.of(), Map.of(), Map.of()));
        parts.add(() -> new AuditHealth.Report(List.of("disk full"), Map.of(), Map.of()));
        Health health = indicator.health();
        assertThat(health.getStatus()).isEqualTo(AuditHealthIndicator.DEGRADED);
        assertThat(health.getDetails()).containsEntry("problems", List.of("disk full"));
    }

    @Test
    void whereProblemsStopTheWorkTheyAreSaidToBeThatGrave() {
        parts.add(() -> new AuditHealth.Report(List.of("disk full"), Map.of(), Map.of()));
        assertThat(new AuditHealthIndicator(parts, Status.DOWN).health().getStatus())
                .isEqualTo(Status.DOWN);
    }

    @Test
    void partThatCannotReportIsAProblemAndDoesNotHideTheOthers() {
        parts.add(() -> {
            throw new IllegalStateException("broken");
        });
        parts.add(() -> new AuditHealth.Report(List.of("disk full"), Map.of(), Map.of()));
        Health health = indicator.health();
        assertThat(health.getStatus()).isEqualTo(AuditHealthIndicator.DEGRADED);
        assertThat(health.getDetails().toString()).contains("broken", "disk full");
    }
}
