package io.audittrail.transaction;

import io.audittrail.Actor;
import io.audittrail.AuditPause;
import io.audittrail.ChangeRecord;
import io.audittrail.EntityRef;
import io.audittrail.Entry;
import io.audittrail.Operation;
import io.audittrail.StatementRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction has done up to now: the net effect on each entity, and what statements did, in order. Can go back to
 * a {@link Savepoint}. Not thread-safe.
 */
final class ChangeBuffer {

    /** A list for more is not kept: the buffer may be used for the next transaction. */
    private static final int KEPT = 64;

    /** Up to here a walk through the list is quicker than an index, and most transactions never need one. */
    private static final int INDEX_FROM = 8;

    private List<@Nullable Entry> records = new ArrayList<>(2);
    private @Nullable Undo undo;
    private @Nullable Index index;
    private @Nullable Barriers barriers;
    private @Nullable Map<LeftOut, Integer> leftOut;

    /** What was left out together has one record. */
    private record LeftOut(AuditPause pause, Actor actor) {}

    /** How far the transaction had come. */
    static final class Savepoint {
        private final int records;
        private final int replaced;

        private Savepoint(int records, int replaced) {
            this.records = records;
            this.replaced = replaced;
        }
    }

    /** What it takes to go back; there is nothing of it without a savepoint. */
    private static final class Undo {
        private final List<Savepoint> savepoints = new ArrayList<>(2);
        private final List<Replaced> replaced = new ArrayList<>();
    }

    /** What stood at a place before. */
    private record Replaced(int place, @Nullable Entry before) {}

    /** Where the last record of each entity stands. */
    private static final class Index {
        private final Map<EntityRef, Integer> lastOf = new HashMap<>();
        private boolean severalRuns;

        void put(EntityRef entity, int place) {
            severalRuns |= lastOf.put(entity, place) != null;
        }
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** @param order all properties of the entity, in mapping order */
    void add(ChangeRecord record, List<String> order) {
        int last = lastOf(record.entity());
        ChangeRecord before = last < 0 ? null : (ChangeRecord) records.get(last);
        if (before == null || !Coalescing.sameRun(before, record) || isBehindStatement(last, record.entity())) {
            append(record);
            return;
        }
        ChangeRecord net = Coalescing.merge(before, record, order);
        replace(last, net);
        if (net == null && index != null) {
            uncoverEarlierRun(record.entity(), index);
        }
    }

    private void replace(int place, @Nullable Entry by) {
        if (undo != null) {
            undo.replaced.add(new Replaced(place, records.get(place)));
        }
        records.set(place, by);
    }

    private boolean isBehindStatement(int place, EntityRef entity) {
        return barriers != null && barriers.isAfter(place, entity.entity());
    }

    /** What was done before the run that came to nothing is the entity's last record again. */
    private void uncoverEarlierRun(EntityRef entity, Index index) {
        int earlier = index.severalRuns ? search(entity) : -1;
        if (earlier >= 0) {
            index.lastOf.put(entity, earlier);
        } else {
            index.lastOf.remove(entity);
        }
    }

    boolean hasCreated(EntityRef entity) {
        int last = lastOf(entity);
        boolean mayHaveRuns = index == null || index.severalRuns;
        for (int i = last; i >= 0; i = mayHaveRuns ? i - 1 : -1) {
            if (records.get(i) instanceof ChangeRecord record
                    && record.action() == Operation.CREATE
                    && record.entity().equals(entity)) {
                return true;
            }
        }
        return false;
    }

    Savepoint savepoint() {
        if (undo == null) {
            undo = new Undo();
        }
        Savepoint savepoint = new Savepoint(records.size(), undo.replaced.size());
        undo.savepoints.add(savepoint);
        return savepoint;
    }

    /** Takes back what was done since; the savepoint stays, later ones are gone. */
    void rollBackTo(Savepoint savepoint) {
        int place = undo == null ? -1 : undo.savepoints.indexOf(savepoint);
        if (undo == null || place < 0) {
            return;
        }
        undo.savepoints.subList(place + 1, undo.savepoints.size()).clear();
        List<Replaced> since = undo.replaced.subList(savepoint.replaced, undo.replaced.size());
        for (int i = since.size() - 1; i >= 0; i--) {
            records.set(since.get(i).place, since.get(i).before);
        }
        since.clear();
        records.subList(savepoint.records, records.size()).clear();
        if (barriers != null) {
            barriers.rollBackTo(savepoint.records);
        }
        if (leftOut != null) {
            leftOut.values().removeIf(each -> each >= savepoint.records);
        }
        index = records.size() > INDEX_FROM ? index() : null;
    }

    /** Forgets the savepoint, and later ones. What was done since stays. */
    void release(Savepoint savepoint) {
        int place = undo == null ? -1 : undo.savepoints.indexOf(savepoint);
        if (undo == null || place < 0) {
            return;
        }
        undo.savepoints.subList(place, undo.savepoints.size()).clear();
        if (undo.savepoints.isEmpty()) {
            undo = null;
        }
    }

    /** What there is, to be kept by another; from now on there is nothing, and no savepoint. */
    @SuppressWarnings("NullAway") // the cancelled ones were removed
    List<Entry> take() {
        removeCancelled();
        List<Entry> taken = records.size() == 1 ? List.of(records.get(0)) : List.copyOf(records);
        clear();
        return taken;
    }

    /** Before it is asked whether there is anything. */
    void removeCancelled() {
        if (records.removeIf(Objects::isNull)) {
            undo = null; // The places are others now.
            index = null;
            leftOut = null;
        }
    }

    void clear() {
        if (records.size() > KEPT) {
            records = new ArrayList<>(2);
        } else {
            records.clear();
        }
        undo = null;
        index = null;
        barriers = null;
        leftOut = null;
    }

    /**
     * Adds what a statement did. Changes after it do not go together with those before it.
     *
     * @param types whose entities it may have changed; null when these may be any
     */
    void add(StatementRecord record, @Nullable Set<String> types) {
        barrier(types);
        append(record);
    }

    private void barrier(@Nullable Set<String> types) {
        if (barriers == null) {
            barriers = new Barriers();
        }
        barriers.add(records.size(), types);
    }

    /**
     * Counts changes that are not told. Later ones do not go together with those before it.
     *
     * @param changes null when nobody knows how many
     * @param types of the entities that were changed; null when these may be any
     */
    void leaveOut(AuditPause pause, Actor actor, @Nullable Long changes, @Nullable Set<String> types) {
        if (leftOut == null) {
            leftOut = new HashMap<>();
        }
        Integer place = leftOut.putIfAbsent(new LeftOut(pause, actor), records.size());
        if (place == null) {
            add(StatementRecord.paused(pause, changes, actor), types);
            return;
        }
        Long before = records.get(place) instanceof StatementRecord paused ? paused.rows() : null;
        Long all = before == null || changes == null ? null : (Long) (before + changes);
        barrier(types);
        replace(place, StatementRecord.paused(pause, all, actor));
    }

    /** Adds what another buffer has brought to its net effect. */
    void addAll(List<Entry> others) {
        for (Entry record : others) {
            if (record instanceof StatementRecord statement) {
                add(statement, null); // Which types it was is not told any more.
            } else {
                append(record);
            }
        }
    }

    /** Adds a record that goes together with none before it. */
    private void append(Entry record) {
        records.add(record);
        if (index != null && record instanceof ChangeRecord change) {
            index.put(change.entity(), records.size() - 1);
        } else if (index == null && records.size() > INDEX_FROM) {
            index = index();
        }
    }

    private int lastOf(EntityRef entity) {
        return index == null ? search(entity) : Objects.requireNonNullElse(index.lastOf.get(entity), -1);
    }

    private int search(EntityRef entity) {
        for (int i = records.size() - 1; i >= 0; i--) {
            if (records.get(i) instanceof ChangeRecord record && record.entity().equals(entity)) {
                return i;
            }
        }
        return -1;
    }

    private Index index() {
        Index all = new Index();
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i) instanceof ChangeRecord record) {
                all.put(record.entity(), i);
            }
        }
        return all;
    }
}
