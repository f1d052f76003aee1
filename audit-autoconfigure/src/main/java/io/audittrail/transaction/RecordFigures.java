package io.audittrail.transaction;

import io.audittrail.AuditFigures;
import io.audittrail.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** Counted once the outcome is known; adding allocates nothing. */
    static final class OfUnit {

        private final String unit;
        private final LongAdder created = new LongAdder();
        private final LongAdder updated = new LongAdder();
        private final LongAdder deleted = new LongAdder();
        private final LongAdder actorsUnknown = new LongAdder();

        OfUnit(String unit) {
            this.unit = unit;
        }

        void committed(int created, int updated, int deleted, int actorsUnknown) {
            add(this.created, created);
            add(this.updated, updated);
            add(this.deleted, deleted);
            add(this.actorsUnknown, actorsUnknown);
        }

        private static void add(LongAdder to, int count) {
            if (count != 0) {
                to.add(count);
            }
        }

        private Stream<Figure> figures() {
            return Stream.of(
                    records(Operation.CREATE, created),
                    records(Operation.UPDATE, updated),
                    records(Operation.DELETE, deleted),
                    Figure.total(
                                    "audit.actors.unknown",
                                    "Committed records whose actor could not be found out",
                                    "records",
                                    actorsUnknown::sum)
                            .tagged("unit", unit));
        }

        private Figure records(Operation action, LongAdder count) {
            return Figure.total("audit.records", "Committed records", "records", count::sum)
                    .tagged("unit", unit)
                    .tagged("action", action.name().toLowerCase(Locale.ROOT));
        }
    }
}
