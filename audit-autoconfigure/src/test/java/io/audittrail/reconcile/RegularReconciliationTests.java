package io.audittrail.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.audittrail.AuditFigures;
import io.audittrail.AuditReconciliation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RegularReconciliationTests {

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    private final List<String> asked = new ArrayList<>();
    private Instant now = START;
    private long unexplained;
    private boolean isBroken;

    private final RegularReconciliation regular = new RegularReconciliation(
            this::between, Duration.ofMinutes(10), ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

    private AuditReconciliation.Report between(Instant from, Instant to) {
        asked.add(from + " - " + to);
        if (isBroken) {
            throw new IllegalStateException("no connection");
        }
        return new AuditReconciliation.Report(from, to, 7, unexplained, List.of(), 0, List.of(), List.of());
    }

    @Test
    void eachRunGoesOnWhereTheLastOneEndedAndLeavesTheLastMinute() {
        runAt("2026-11-20T12:00:30Z");
        runAt("2026-11-20T12:10:00Z");
        runAt("2026-11-20T12:20:00Z");

        assertThat(asked)
                .containsExactly(
                        "2026-11-20T12:00:00Z - 2026-11-20T12:09:00Z", "2026-11-20T12:09:00Z - 2026-11-20T12:19:00Z");
        assertThat(regular.report().problems()).isEmpty();
        assertThat(regular.report().details()).containsKey("reconciliation");
    }

    @Test
    void whatIsNotExplainedIsAProblemUntilTheNextRunAndCounted() {
        assertThat(level()).isZero();

        unexplained = 2;
        runAt("2026-11-20T12:10:00Z");
        assertThat(regular.report().problems())
                .singleElement()
                .asString()
                .contains("2 differences", "2026-11-20T12:09:00Z", "auditledger/reconciliation");
        assertThat(level()).isEqualTo(2);

        unexplained = 0;
        runAt("2026-11-20T12:20:00Z");
        assertThat(regular.report().problems()).isEmpty();
        assertThat(level()).isZero();
        assertThat(regular.report().failures()).containsEntry("change-unexplained", 2L);
    }

    @Test
    void whatCouldNotBeComparedIsComparedTheNextTime() {
        isBroken = true;
        runAt("2026-11-20T12:10:00Z");
        assertThat(regular.report().problems()).singleElement().asString().contains("no connection");

        isBroken = false;
        runAt("2026-11-20T12:20:00Z");
        assertThat(asked).last().isEqualTo("2026-11-20T12:00:00Z - 2026-11-20T12:19:00Z");
        assertThat(regular.report().problems()).isEmpty();
        assertThat(regular.report().failures()).containsEntry("reconciliation-failed", 1L);
    }

    @Test
    void itsThreadEndsWithIt() {
        AtomicInteger runs = new AtomicInteger();
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
        AtomicInteger reads = new AtomicInteger();
        try (RegularReconciliation often = new RegularReconciliation(
                (from, to) -> {
                    runs.incrementAndGet();
                    return between(from, to);
                },
                Duration.ofMillis(1),
                ((InstantSource) () -> reads.getAndIncrement() == 0 ? START : later.instant())
                        .withZone(ZoneOffset.UTC))) {
            often.start();
            await().until(() -> runs.get() > 0);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("audit-reconciliation"));
    }

    private void runAt(String time) {
        now = Instant.parse(time);
        regular.run();
    }

    private long level() {
        AuditFigures.Figure figure = regular.figures().get(0);
        assertThat(figure.name()).isEqualTo("audit.reconciliation.unexplained");
        return ((AuditFigures.Level) figure.reading()).now().getAsLong();
    }
}
