package io.audittrail;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of the audit trail that can be measured. Meters ask every bean of this type, again and again: a part that has
 * something new to measure, such as a persistence unit that came later, lists it from then on.
 */
@FunctionalInterface
public interface AuditFigures {

    List<Figure> figures();

    /**
     * Something that can be measured at any time, by any thread; reading it neither throws nor waits for whoever is writing. Name and
     * tags tell it from all others. All of one name have the same tag keys, and few values: Prometheus asks for the first,
     * whoever pays for the time series for the second.
     *
     * @param name in lower case with dots: {@code audit.ledger.bytes}
     * @param description a few words for whoever sees the name
     */
    record Figure(String name, String description, Map<String, String> tags, Reading reading) {

        public Figure {
            tags = Map.copyOf(tags);
        }

        /** @param total since the start, never less than before */
        public static Figure total(String name, String description, String unit, LongSupplier total) {
            return new Figure(name, description, Map.of(), new Total(unit, total));
        }

        public static Figure level(String name, String description, String unit, LongSupplier now) {
            return new Figure(name, description, Map.of(), new Level(unit, now));
        }

        /** @param age null while there is nothing that ages */
        public static Figure age(String name, String description, Supplier<@Nullable Duration> age) {
            return new Figure(name, description, Map.of(), new Age(age));
        }

        /** @param nanos all of them together, since the start */
        public static Figure times(String name, String description, LongSupplier count, LongSupplier nanos) {
            return new Figure(name, description, Map.of(), new Times(count, nanos));
        }

        public Figure tagged(String key, String value) {
            Map<String, String> more = new TreeMap<>(tags);
            more.put(key, value);
            return new Figure(name, description, more, reading);
        }
    }

    /** How it is measured. */
    sealed interface Reading {}

    /** @param unit in plural: {@code records} */
    record Total(String unit, LongSupplier total) implements Reading {}

    /** @param unit in plural: {@code bytes} */
    record Level(String unit, LongSupplier now) implements Reading {}

    record Age(Supplier<@Nullable Duration> now) implements Reading {}

    record Times(LongSupplier count, LongSupplier nanos) implements Reading {}
}
