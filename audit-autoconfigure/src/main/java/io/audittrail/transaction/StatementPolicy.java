package io.audittrail.transaction;

import io.audittrail.AuditFigures;
import io.audittrail.StatementRecord;
import io.audittrail.StatementRejectedException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What becomes of statements that change rows without their entities being known; counts them by unit. Thread-safe. */
public final class StatementPolicy implements AuditFigures {

    private final Mode mode;
    private final Map<String, Map<Way, LongAdder>> units = new ConcurrentHashMap<>();

    /** What becomes of such a statement. */
    public enum Mode {
        RECORD,
        REJECT,
        IGNORE
    }

    /** How it reaches the database. */
    public enum Way {
        /** JPQL, HQL and Criteria. */
        BULK,
        /** SQL by way of the entity manager. */
        NATIVE,
        /** SQL on a connection. */
        JDBC
    }

    public StatementPolicy(Mode mode) {
        this.mode = mode;
    }

    /** Whether such statements leave records. */
    public boolean isRecorded() {
        return mode == Mode.RECORD;
    }

    public boolean isRejected() {
        return mode == Mode.REJECT;
    }

    /**
     * To be asked before a statement is executed.
     *
     * @param text without literals
     * @throws StatementRejectedException where it must not be
     */
    public void admit(StatementRecord.Kind kind, @Nullable String entity, String text) {
        if (isRejected()) {
            throw new StatementRejectedException(kind, entity, text);
        }
    }

    /** Counts a statement that has changed something, whatever becomes of its transaction. */
    public void count(String unit, Way way) {
        Objects.requireNonNull(of(unit).get(way)).increment();
    }

    private Map<Way, LongAdder> of(String unit) {
        return units.computeIfAbsent(unit, name -> {
            Map<Way, LongAdder> counts = new EnumMap<>(Way.class);
            for (Way way : Way.values()) {
                counts.put(way, new LongAdder());
            }
            return counts;
        });
    }

    /** From now on there are figures of this unit, were they zero. */
    public void watch(String unit) {
        of(unit);
    }

    @Override
    public List<Figure> figures() {
        return units.entrySet().stream()
                .flatMap(unit -> figures(unit.getKey(), unit.getValue()))
                .toList();
    }

    private static Stream<Figure> figures(String unit, Map<Way, LongAdder> counts) {
        return counts.entrySet().stream()
                .map(way -> Figure.total(
                                "audit.writes.unexplained",
                                "Statements that changed rows of audited types without their entities being known",
                                "statements",
                                way.getValue()::sum)
                        .tagged("unit", unit)
                        .tagged("kind", way.getKey().name().toLowerCase(Locale.ROOT)));
    }
}
