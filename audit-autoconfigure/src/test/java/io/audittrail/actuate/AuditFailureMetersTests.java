package io.audittrail.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.AuditHealth;
import io.audittrail.transaction.Failures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditFailureMetersTests {

    private final Failures failures = new Failures(Clock.systemUTC());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void knownKindsStartAtZeroAndCount() {
        bind(failures);
        assertThat(count("write-failed")).isZero();
        failures.report("write-failed", "what", new IllegalStateException("disk full"));
        assertThat(count("write-failed")).isEqualTo(1);
    }

    @Test
    void newKindIsThereOnceAnyCounterWasRead() {
        bind(failures);
        failures.report("surprise", "what", new IllegalStateException("never seen"));
        count("write-failed");
        assertThat(count("surprise")).isEqualTo(1);
        failures.report("surprise", "what", new IllegalStateException("never seen"));
        assertThat(count("surprise")).isEqualTo(2);
    }

    @Test
    void kindsOfAllPartsAddUpAndOneThatCannotReportIsLeftOut() {
        failures.report("write-failed", "what", new IllegalStateException("disk full"));
        bind(
                failures,
                () -> {
                    throw new IllegalStateException("broken");
                },
                () -> new AuditHealth.Report(List.of(), Map.of(), Map.of("write-failed", 2L)));
        assertThat(count("write-failed")).isEqualTo(3);
    }

    private void bind(AuditHealth... parts) {
        new AuditFailureMeters(List.of(parts), List.of("write-failed")).bindTo(registry);
    }

    private double count(String kind) {
        return registry.get("audit.failures")
                .tag("kind", kind)
                .functionCounter()
                .count();
    }
}
