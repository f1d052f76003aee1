package io.audittrail.transaction;

import io.audittrail.Actor;
import io.audittrail.AuditSink;
import io.audittrail.AuditUnavailableException;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.EntityRef;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one transaction, from the first to the outcome. Like the transaction itself it is used by one thread at
 * a time. Its end never throws: the transaction is not ours to fail. Only before the commit a closed {@link Gate} does.
 */
public final class OpenTransaction {

    /** Up to here a walk through the list is quicker than an index, and most transactions never need one. */
    private static final int INDEX_FROM = 8;

    private final TransactionRecorder recorder;
    private final List<@Nullable ChangeRecord> records = new ArrayList<>(2);
    private @Nullable Map<EntityRef, Integer> lastOf;
    private @Nullable Closed closed;
    private @Nullable Throwable missing;
    private boolean severalRuns;
    private boolean cancelled;
    private int created;
    private int updated;
    private int deleted;
    private int actorsUnknown;

    /**
     * What was handed to the delivery, and waits for the outcome.
     *
     * @param forSinks null when there are none, so that a large transaction is not kept twice
     * @param prepared null when the delivery could not take it
     * @param earlier what was closed before it: changes can still be made after the first closing, by a callback that
     *     flushes late. They get a change set of their own.
     */
    private record Closed(
            @Nullable ChangeSet forSinks,
            Delivery.@Nullable Prepared prepared,
            @Nullable Closed earlier) {}

    OpenTransaction(TransactionRecorder recorder) {
        this.recorder = recorder;
    }

    /**
     * Adds a change, in the order in which they are made.
     *
     * @param order all properties of the entity, in mapping order
     */
    public void add(ChangeRecord record, List<String> order) {
        int last = lastOf(record.entity());
        ChangeRecord before = last < 0 ? null : records.get(last);
        if (before == null || !Coalescing.sameRun(before, record)) {
            severalRuns |= before != null;
            append(record);
            return;
        }
        ChangeRecord net = Coalescing.merge(before, record, order);
        records.set(last, net);
        cancelled |= net == null;
        if (net == null && lastOf != null) {
            lastOf.remove(record.entity());
            uncoverEarlierRun(record.entity(), lastOf);
        }
    }

    /** What another actor did before the run that came to nothing is the entity's last record again. */
    private void uncoverEarlierRun(EntityRef entity, Map<EntityRef, Integer> index) {
        int earlier = severalRuns ? search(entity) : -1;
        if (earlier >= 0) {
            index.put(entity, earlier);
        }
    }

    /**
     * Runs before the commit, after the last flush: what can be done before the outcome is known is done here.
     *
     * @param connection the transaction's own; null when what was changed is committed already
     * @throws AuditUnavailableException refuses the transaction, where the operator wants that
     */
    public void close(@Nullable OwnConnection connection) {
        boolean committed = connection == null;
        if (missing != null && !committed) {
            recorder.gate.failed("A change could not be read, and its record is missing", missing);
        }
        if (cancelled) {
            records.removeIf(Objects::isNull);
        }
        if (records.isEmpty()) {
            return;
        }
        try {
            if (!committed) {
                recorder.gate.pass();
            }
            Instant now = recorder.clock.instant().truncatedTo(ChronoUnit.MICROS);
            ChangeSet changes = new ChangeSet(
                    UuidV7.at(now.toEpochMilli()), now, recorder.unit, presentRecords(), recorder.context.collect());
            Delivery.Prepared prepared = prepare(changes, connection);
            count(changes);
            closed = new Closed(recorder.sinks().isEmpty() ? null : changes, prepared, closed);
        } catch (Throwable e) {
            notClosed(e, committed);
        }
        records.clear();
        cancelled = false;
        lastOf = null;
    }

    private void notClosed(Throwable e, boolean committed) {
        if (e instanceof AuditUnavailableException refusal && !committed) {
            throw refusal;
        }
        recorder.failures.report("close-failed", "The changes of a transaction could not be closed and are lost", e);
        if (!committed) {
            recorder.gate.failed("The changes of the transaction could not be closed", e);
        }
    }

    /** A change that could not be recorded. It has been reported, and costs the transaction only where the gate is closed. */
    public void missing(Throwable cause) {
        missing = cause;
    }

    public void committed() {
        close(null);
        if (closed != null) {
            recorder.figures.committed(created, updated, deleted, actorsUnknown);
            committed(closed);
        }
    }

    /** While the records are at hand: a large transaction does not keep them to its end. */
    private void count(ChangeSet changes) {
        List<ChangeRecord> all = changes.records();
        for (int i = 0; i < all.size(); i++) {
            ChangeRecord record = all.get(i);
            switch (record.action()) {
                case CREATE -> created++;
                case UPDATE -> updated++;
                case DELETE -> deleted++;
                case READ, STATEMENT -> {} // not recorded yet
            }
            if (record.actor().kind() == Actor.Kind.UNKNOWN) {
                actorsUnknown++;
            }
        }
    }

    public void rolledBack() {
        end(closed, Delivery.Prepared::rolledBack);
    }

    /** The commit may have happened. The log says so; sinks, which act on what is certain, hear nothing. */
    public void unknown() {
        close(null);
        end(closed, Delivery.Prepared::unknown);
    }

    private Delivery.@Nullable Prepared prepare(ChangeSet changes, @Nullable OwnConnection connection) {
        try {
            return recorder.delivery.prepare(changes, connection);
        } catch (Throwable e) {
            if (e instanceof AuditUnavailableException refusal && connection != null) {
                throw refusal;
            }
            recorder.failures.report(
                    "prepare-failed", "The log could not take the records of a transaction; they are not in it", e);
            if (connection != null) {
                recorder.gate.failed("The log could not take the records", e);
            }
            return null;
        }
    }

    private void committed(Closed outcome) {
        if (outcome.earlier != null) {
            committed(outcome.earlier);
        }
        end(outcome.prepared, Delivery.Prepared::committed);
        if (outcome.forSinks != null) {
            tellSinks(outcome.forSinks);
        }
    }

    /** The earliest first. */
    private void end(@Nullable Closed last, Consumer<Delivery.Prepared> outcome) {
        if (last != null) {
            end(last.earlier, outcome);
            end(last.prepared, outcome);
        }
    }

    private void end(Delivery.@Nullable Prepared prepared, Consumer<Delivery.Prepared> outcome) {
        try {
            if (prepared != null) {
                outcome.accept(prepared);
            }
        } catch (Throwable e) {
            recorder.failures.report("delivery-failed", "The log failed when it was told how a transaction ended", e);
        }
    }

    private void tellSinks(ChangeSet changes) {
        for (AuditSink sink : recorder.sinks()) {
            try {
                sink.committed(changes);
            } catch (Throwable e) {
                recorder.failures.report(
                        "sink-failed", "The sink " + sink.getClass().getName() + " failed", e);
            }
        }
    }

    @SuppressWarnings("NullAway") // the cancelled ones were removed
    private List<ChangeRecord> presentRecords() {
        return records.size() == 1 ? List.of(records.get(0)) : List.copyOf(records);
    }

    private void append(ChangeRecord record) {
        records.add(record);
        if (lastOf != null) {
            lastOf.put(record.entity(), records.size() - 1);
        } else if (records.size() > INDEX_FROM) {
            lastOf = index();
        }
    }

    private int lastOf(EntityRef entity) {
        if (lastOf != null) {
            return Objects.requireNonNullElse(lastOf.get(entity), -1);
        }
        return search(entity);
    }

    private int search(EntityRef entity) {
        for (int i = records.size() - 1; i >= 0; i--) {
            ChangeRecord record = records.get(i);
            if (record != null && record.entity().equals(entity)) {
                return i;
            }
        }
        return -1;
    }

    private Map<EntityRef, Integer> index() {
        Map<EntityRef, Integer> index = new HashMap<>();
        for (int i = 0; i < records.size(); i++) {
            ChangeRecord record = records.get(i);
            if (record != null) {
                index.put(record.entity(), i);
            }
        }
        return index;
    }
}
