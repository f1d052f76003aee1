package io.audittrail.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.AuditFigures;
import io.audittrail.AuditFigures.Figure;
import io.audittrail.AuditHealth;
import io.audittrail.transaction.Failures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditMetersTests {

    private final Failures failures = new Failures(Clock.systemUTC());
    private final List<AuditHealth> reports = new ArrayList<>(List.of(failures));
    private final List<AuditFigures> parts = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AuditMeters meters = new AuditMeters(parts, reports, List.of("write-failed"));
    private final AtomicLong value = new AtomicLong(3);

    @Test
    void totalIsACounterWithItsUnitAndTags() {
        parts.add(() -> List.of(Figure.total("audit.records", "Records", "records", value::get)
                .tagged("unit", "sam")
                .tagged("action", "CREATE")));
        meters.bindTo(registry);
        value.set(5);
        var counter = registry.get("audit.records")
                .tags("unit", "sam", "action", "CREATE")
                .functionCounter();
        assertThat(counter.count()).isEqualTo(5);
        assertThat(counter.getId().getBaseUnit()).isEqualTo("records");
        assertThat(counter.getId().getDescription()).isEqualTo("Records");
    }

    @Test
    void levelIsAGauge() {
        parts.add(() -> List.of(Figure.level("audit.ledger.waiting.bytes", "Waiting", "bytes", value::get)));
        meters.bindTo(registry);
        value.set(1);
        assertThat(registry.get("audit.ledger.waiting.bytes").gauge().value()).isEqualTo(1);
    }

    @Test
    void ageIsATimeAndNothingHasNone() {
        @Nullable Duration[] age = {Duration.ofMillis(1_500)};
        parts.add(() -> List.of(Figure.age("audit.outbox.age", "Oldest", () -> age[0])));
        meters.bindTo(registry);
        assertThat(registry.get("audit.outbox.age").timeGauge().value(TimeUnit.SECONDS))
                .isEqualTo(1.5);
        age[0] = null;
        assertThat(registry.get("audit.outbox.age").timeGauge().value(TimeUnit.SECONDS))
                .isZero();
    }

    @Test
    void timesAreATimer() {
        parts.add(() -> List.of(Figure.times("audit.ledger.write", "Writes", () -> 4, () -> 2_000_000)));
        meters.bindTo(registry);
        var timer = registry.get("audit.ledger.write").functionTimer();
        assertThat(timer.count()).isEqualTo(4);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(2);
    }

    @Test
    void valuesSurviveACollectionOfGarbage() {
        parts.add(() -> List.of(
                Figure.total("audit.records", "Records", "records", value::get),
                Figure.level("audit.ledger.waiting.bytes", "Waiting", "bytes", value::get)));
        meters.bindTo(registry);
        System.gc();
        assertThat(registry.get("audit.records").functionCounter().count()).isEqualTo(3);
        assertThat(registry.get("audit.ledger.waiting.bytes").gauge().value()).isEqualTo(3);
    }

    @Test
    void whatComesLaterIsThereOnceTheFailuresWereRead() {
        meters.bindTo(registry);
        parts.add(() -> List.of(Figure.total("audit.records", "Records", "records", value::get)));
        failures("write-failed");
        assertThat(registry.get("audit.records").functionCounter().count()).isEqualTo(3);
    }

    @Test
    void partThatCannotBeMeasuredDoesNotHideTheOthers() {
        parts.add(() -> {
            throw new IllegalStateException("broken");
        });
        parts.add(() -> List.of(Figure.total("audit.records", "Records", "records", value::get)));
        meters.bindTo(registry);
        assertThat(registry.get("audit.records").functionCounter().count()).isEqualTo(3);
    }

    @Test
    void registryThatOutlivesTheContextShowsTheNextOne() {
        parts.add(() -> List.of(Figure.total("audit.records", "Records", "records", value::get)));
        meters.bindTo(registry);
        meters.close();
        assertThat(registry.getMeters()).isEmpty();
        AuditFigures next = () -> List.of(Figure.total("audit.records", "Records", "records", () -> 8));
        new AuditMeters(List.of(next), List.of(), List.of()).bindTo(registry);
        assertThat(registry.get("audit.records").functionCounter().count()).isEqualTo(8);
    }

    @Test
    void knownKindsOfFailureStartAtZeroAndCount() {
        meters.bindTo(registry);
        assertThat(failures("write-failed")).isZero();
        failures.report("write-failed", "what", new IllegalStateException("disk full"));
        assertThat(failures("write-failed")).isEqualTo(1);
    }

    @Test
    void newKindOfFailureIsThereOnceAnyCounterWasRead() {
        meters.bindTo(registry);
        failures.report("surprise", "what", new IllegalStateException("never seen"));
        failures("write-failed");
        assertThat(failures("surprise")).isEqualTo(1);
        failures.report("surprise", "what", new IllegalStateException("never seen"));
        assertThat(failures("surprise")).isEqualTo(2);
    }

    @Test
    void failuresOfAllPartsAddUpAndOneThatCannotReportIsLeftOut() {
        failures.report("write-failed", "what", new IllegalStateException("disk full"));
        reports.add(() -> {
            throw new IllegalStateException("broken");
        });
        reports.add(() -> new AuditHealth.Report(List.of(), Map.of(), Map.of("write-failed", 2L)));
        meters.bindTo(registry);
        assertThat(failures("write-failed")).isEqualTo(3);
    }

    private double failures(String kind) {
        return registry.get("audit.failures")
                .tag("kind", kind)
                .functionCounter()
                .count();
    }
}
