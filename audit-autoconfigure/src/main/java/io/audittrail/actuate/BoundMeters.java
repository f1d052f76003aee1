package io.audittrail.actuate;

import io.audittrail.AuditFigures.Age;
import io.audittrail.AuditFigures.Figure;
import io.audittrail.AuditFigures.Level;
import io.audittrail.AuditFigures.Reading;
import io.audittrail.AuditFigures.Times;
import io.audittrail.AuditFigures.Total;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The meters of one registry. Micrometer holds what it measures weakly, and a figure is held by nobody else; so the
 * functions hold it.
 */
final class BoundMeters {

    private final MeterRegistry registry;
    private final Set<Key> known = ConcurrentHashMap.newKeySet();
    private final Set<Meter> meters = ConcurrentHashMap.newKeySet();

    private record Key(String name, Map<String, String> tags) {}

    BoundMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Once: of two with the same name and tags the first is measured. */
    void add(Figure figure) {
        if (known.add(new Key(figure.name(), figure.tags()))) {
            meters.add(meter(figure));
        }
    }

    void remove() {
        meters.forEach(registry::remove);
        meters.clear();
    }

    private Meter meter(Figure figure) {
        Reading reading = figure.reading();
        if (reading instanceof Total total) {
            return counter(figure, total);
        }
        if (reading instanceof Level level) {
            return gauge(figure, level);
        }
        if (reading instanceof Age age) {
            return age(figure, age);
        }
        return timer(figure, (Times) reading);
    }

    private Meter counter(Figure figure, Total total) {
        return FunctionCounter.builder(
                        figure.name(), total, weak -> total.total().getAsLong())
                .description(figure.description())
                .baseUnit(total.unit())
                .tags(tags(figure))
                .register(registry);
    }

    private Meter gauge(Figure figure, Level level) {
        return Gauge.builder(figure.name(), level, weak -> level.now().getAsLong())
                .description(figure.description())
                .baseUnit(level.unit())
                .tags(tags(figure))
                .register(registry);
    }

    private Meter age(Figure figure, Age age) {
        return TimeGauge.builder(figure.name(), age, TimeUnit.MILLISECONDS, weak -> millis(age))
                .description(figure.description())
                .tags(tags(figure))
                .register(registry);
    }

    private Meter timer(Figure figure, Times times) {
        return FunctionTimer.builder(
                        figure.name(),
                        times,
                        weak -> times.count().getAsLong(),
                        weak -> times.nanos().getAsLong(),
                        TimeUnit.NANOSECONDS)
                .description(figure.description())
                .tags(tags(figure))
                .register(registry);
    }

    private static double millis(Age age) {
        Duration now = age.now().get();
        return now == null ? 0 : now.toMillis();
    }

    private static List<Tag> tags(Figure figure) {
        return figure.tags().entrySet().stream()
                .map(tag -> Tag.of(tag.getKey(), tag.getValue()))
                .toList();
    }
}
