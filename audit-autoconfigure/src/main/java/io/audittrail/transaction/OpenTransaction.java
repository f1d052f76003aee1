package io.audittrail.transaction;

import io.audittrail.Actor;
import io.audittrail.AuditPause;
import io.audittrail.AuditSink;
import io.audittrail.AuditUnavailableException;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.EntityRef;
import io.audittrail.Entry;
import io.audittrail.Operation;
import io.audittrail.StatementRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one transaction, from the first to the outcome. Like the transaction itself it is used by one thread at
 * a time. Its end never throws: the transaction is not ours to fail. Only before the commit a closed {@link Gate} does.
 */
public final class OpenTransaction {

    private final TransactionRecorder recorder;
    private final ChangeBuffer done = new ChangeBuffer();
    private @Nullable Closed closed;
    private @Nullable Besides besides;
    private @Nullable Announced announced;
    private int created;
    private int updated;
    private int deleted;

    /** What few transactions have beside changes. Apart, to keep the others small. */
    private static final class Besides {
        private final Reads reads = new Reads();
        private @Nullable Throwable missing;
        private int read;
        private int statements;
        private int actorsUnknown;
    }

    /** Where a transaction can go back to, see {@link #rollBackTo}. */
    public static final class Savepoint {
        private final ChangeBuffer.Savepoint place;
        private final @Nullable Throwable missing;

        private Savepoint(ChangeBuffer.Savepoint place, @Nullable Throwable missing) {
            this.place = place;
            this.missing = missing;
        }
    }

    /**
     * What was handed to the delivery, and waits for the outcome.
     *
     * @param forSinks null when there are none, so that a large transaction is not kept twice
     * @param prepared null when the delivery could not take it
     * @param isOfReads whether it holds nothing that the outcome could undo
     * @param earlier what was closed before it: changes can still be made after the first closing, by a callback that
     *     flushes late. They get a change set of their own.
     */
    private record Closed(
            @Nullable ChangeSet forSinks,
            Delivery.@Nullable Prepared prepared,
            boolean isOfReads,
            @Nullable Closed earlier) {

        void unknown() {
            if (isOfReads) {
                committed();
            } else if (prepared != null) {
                prepared.unknown();
            }
        }

        void committed() {
            if (prepared != null) {
                prepared.committed();
            }
        }

        void rolledBack() {
            if (prepared != null) {
                prepared.rolledBack();
            }
        }
    }

    OpenTransaction(TransactionRecorder recorder) {
        this.recorder = recorder;
    }

    boolean isOf(TransactionRecorder unit) {
        return recorder == unit;
    }

    /**
     * Adds a change, in the order in which they are made.
     *
     * @param order all properties of the entity, in mapping order
     */
    public void add(ChangeRecord record, List<String> order) {
        done.add(record, order);
    }

    /** Adds what a statement did, where nothing keeps it from being told. */
    public void add(StatementRecord record, @Nullable Set<String> types) {
        add(record, types, null);
    }

    /**
     * Adds what a statement did.
     *
     * @param types the JPA names of the types whose entities it may have changed; null when these may be any
     * @param pause that keeps it from being told; null when there is none
     */
    public void add(StatementRecord record, @Nullable Set<String> types, @Nullable AuditPause pause) {
        if (pause == null) {
            done.add(record, types);
        } else {
            leaveOut(pause, record.actor(), record.rows(), types);
        }
    }

    /**
     * Counts changes that are not to be told because of a pause; that there are some is.
     *
     * @param changes null when nobody knows how many
     * @param types the JPA names of the types whose entities were changed; null when these may be any
     */
    public void leaveOut(AuditPause pause, Actor actor, @Nullable Long changes, @Nullable Set<String> types) {
        done.leaveOut(pause, actor, changes, types);
    }

    /**
     * Adds that an entity was read; only the first time counts, and not of one that the transaction has created. What was
     * seen was seen: a rollback takes nothing back.
     */
    public void read(EntityRef entity, Supplier<? extends Entry> record) {
        if (!done.hasCreated(entity)) {
            besides().reads.add(entity, record);
        }
    }

    /** Whether the database knows who is at work; also where it need not. */
    public boolean isAnnounced(Attribution by, Connection connection) {
        return recorder.announcer == null || (announced != null && announced.is(by, connection));
    }

    /** Whether the database was told of somebody else, by whoever does this transaction. */
    public boolean isAnnouncedOfAnother(Attribution by) {
        return announced != null && announced.isOfAnother(by);
    }

    /**
     * Tells the database who is at work, unless it knows. To be called before something is written. Throws nothing but what
     * fails of that which waits to be sent.
     *
     * @param connection that which is written on
     */
    public void announce(Attribution by, Connection connection) {
        Announcer announcer = recorder.announcer;
        if (announcer == null || isAnnounced(by, connection)) {
            return;
        }
        if (announced == null) {
            announced = new Announced();
        }
        announced.say(recorder, announcer, by, connection);
    }

    /** Takes over what another has gathered, which has nothing then. */
    void absorb(OpenTransaction other) {
        if (other.besides != null) {
            besides().reads.addAll(other.besides.reads);
        }
        done.addAll(other.done.take());
        other.forget();
    }

    public Savepoint savepoint() {
        return new Savepoint(done.savepoint(), missing());
    }

    /** Takes back what was done since; the savepoint stays, later ones are gone. */
    public void rollBackTo(Savepoint savepoint) {
        done.rollBackTo(savepoint.place);
        if (announced != null) {
            announced.doubt();
        }
        if (besides != null) {
            besides.missing = savepoint.missing;
        }
    }

    /** Forgets the savepoint, and later ones; what was done since stays. */
    public void release(Savepoint savepoint) {
        done.release(savepoint.place);
    }

    /**
     * Runs before the commit, after the last flush: what can be done before the outcome is known is done here.
     *
     * @param connection the transaction's own; null when what was changed is committed already
     * @throws AuditUnavailableException refuses the transaction, where the operator wants that
     */
    public void close(@Nullable OwnConnection connection) {
        boolean committed = connection == null;
        Throwable missing = missing();
        if (missing != null && !committed) {
            recorder.gate.failed("A change could not be read, and its record is missing", missing);
        }
        done.removeCancelled();
        if (done.isEmpty() && (!hasReadsToTell() || isReadOnly(connection))) {
            return;
        }
        try {
            if (!committed) {
                recorder.gate.pass();
            }
            ChangeSet changes = changeSet();
            boolean isAfterwards = committed && isOfReads(changes);
            Delivery.Prepared prepared = prepare(changes, connection, isAfterwards);
            count(changes);
            closed = new Closed(recorder.sinks().isEmpty() ? null : changes, prepared, isAfterwards, closed);
        } catch (Throwable e) {
            notClosed(e, committed);
        }
        done.clear();
        silence();
    }

    /** What is done from now on belongs to another change set. */
    private void silence() {
        if (announced != null) {
            announced.forget();
        }
    }

    /** Nothing can be put into a table then. What was read waits for the end. */
    private static boolean isReadOnly(@Nullable OwnConnection connection) {
        try {
            return connection != null && connection.isReadOnly();
        } catch (SQLException e) {
            return true; // Nobody knows, and a read must never fail a transaction.
        }
    }

    private ChangeSet changeSet() {
        Instant now = recorder.clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID said = announced == null ? null : announced.tx();
        UUID tx = said == null ? UuidV7.at(now.toEpochMilli()) : said;
        Map<String, Object> context = announced == null ? recorder.context.collect() : announced.context(recorder);
        return new ChangeSet(tx, now, recorder.unit, takeAll(), context);
    }

    private List<Entry> takeAll() {
        if (besides == null) {
            return done.take();
        }
        List<Entry> all = besides.reads.tell();
        all.addAll(done.take());
        return all;
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
        besides().missing = cause;
    }

    private @Nullable Throwable missing() {
        return besides == null ? null : besides.missing;
    }

    private boolean hasReadsToTell() {
        return besides != null && besides.reads.isToTell();
    }

    private Besides besides() {
        if (besides == null) {
            besides = new Besides();
        }
        return besides;
    }

    public void committed() {
        close(null);
        if (closed != null) {
            tellFigures();
            committed(closed);
        }
        forget();
    }

    /** The next transaction of the same connection begins. */
    private void forget() {
        closed = null;
        besides = null;
        silence();
        created = 0;
        updated = 0;
        deleted = 0;
    }

    private void tellFigures() {
        recorder.figures.committed(Operation.CREATE, created);
        recorder.figures.committed(Operation.UPDATE, updated);
        recorder.figures.committed(Operation.DELETE, deleted);
        if (besides != null) {
            recorder.figures.committed(Operation.READ, besides.read);
            recorder.figures.committed(Operation.STATEMENT, besides.statements);
            recorder.figures.actorsUnknown(besides.actorsUnknown);
        }
    }

    /** While the records are at hand: a large transaction does not keep them to its end. */
    private void count(ChangeSet changes) {
        List<Entry> records = changes.records();
        for (int i = 0; i < records.size(); i++) {
            Entry record = records.get(i);
            switch (record.action()) {
                case CREATE -> created++;
                case UPDATE -> updated++;
                case DELETE -> deleted++;
                case READ -> besides().read++;
                case STATEMENT -> besides().statements++;
            }
            if (record.actor().kind() == Actor.Kind.UNKNOWN) {
                besides().actorsUnknown++;
            }
        }
    }

    public void rolledBack() {
        end(closed, Closed::rolledBack);
        done.clear();
        Reads seen = besides == null ? null : besides.reads;
        forget();
        if (seen != null) {
            besides().reads.addAll(seen);
            committed();
        }
    }

    /** The commit may have happened. The log says so; sinks, which act on what is certain, hear nothing. */
    public void unknown() {
        close(null);
        end(closed, Closed::unknown);
        forget();
    }

    private Delivery.@Nullable Prepared prepare(
            ChangeSet changes, @Nullable OwnConnection connection, boolean isAfterwards) {
        try {
            return isAfterwards
                    ? recorder.delivery.afterwards(changes)
                    : recorder.delivery.prepare(changes, connection);
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

    private static boolean isOfReads(ChangeSet changes) {
        List<Entry> records = changes.records();
        return records.get(records.size() - 1).action() == Operation.READ; // They come first.
    }

    private void committed(Closed outcome) {
        if (outcome.earlier != null) {
            committed(outcome.earlier);
        }
        tell(outcome, Closed::committed);
        if (outcome.forSinks != null) {
            tellSinks(outcome.forSinks);
        }
    }

    /** The earliest first. */
    private void end(@Nullable Closed last, Consumer<Closed> outcome) {
        if (last != null) {
            end(last.earlier, outcome);
            tell(last, outcome);
        }
    }

    private void tell(Closed told, Consumer<Closed> outcome) {
        try {
            outcome.accept(told);
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
}
