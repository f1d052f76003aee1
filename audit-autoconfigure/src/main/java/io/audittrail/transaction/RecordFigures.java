package io.audittrail.transaction;

import io.audittrail.AuditFigures;
import io.audittrail.Operation;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** How many records were committed, by unit. Thread-safe. */
public final class RecordFigures implements AuditFigures {

    private final Map<String, OfUnit> units = new ConcurrentHashMap<>();

    /** The one of a unit. */
    OfUnit of(String unit) {
        return units.computeIfAbsent(unit, OfUnit::new);
    }

    @Override
    public List<Figure> figures() {
        return units.values().stream().flatMap(OfUnit::figures).toList();
    }

    /** Counted once the outcome is known. */
    static final class OfUnit {

        private final String unit;
        private final Map<Operation, LongAdder> byAction = new EnumMap<>(Operation.class);
        private final LongAdder actorsUnknown = new LongAdder();

        OfUnit(String unit) {
            this.unit = unit;
            for (Operation action : Operation.values()) {
                byAction.put(action, new LongAdder());
            }
        }

        void committed(Operation action, int count) {
            add(of(action), count);
        }

        void actorsUnknown(int count) {
            add(actorsUnknown, count);
        }

        private static void add(LongAdder to, int count) {
            if (count != 0) {
                to.add(count);
            }
        }

        private Stream<Figure> figures() {
            return Stream.concat(
                    byAction.keySet().stream().map(this::records),
                    Stream.of(Figure.total(
                                    "audit.actors.unknown",
                                    "Committed records whose actor could not be found out",
                                    "records",
                                    actorsUnknown::sum)
                            .tagged("unit", unit)));
        }

        private LongAdder of(Operation action) {
            return Objects.requireNonNull(byAction.get(action));
        }

        private Figure records(Operation action) {
            return Figure.total("audit.records", "Committed records", "records", of(action)::sum)
                    .tagged("unit", unit)
                    .tagged("action", action.name().toLowerCase(Locale.ROOT));
        }
    }
}
