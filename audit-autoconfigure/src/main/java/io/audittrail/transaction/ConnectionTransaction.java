package io.audittrail.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is under way on one connection: by sessions of a unit, by statements, or by both, in one transaction of the
 * database. Ends with it, also when it is committed or rolled back by hand. Not thread-safe, like the connection.
 */
public final class ConnectionTransaction {

    private final List<Point> points = new ArrayList<>(0);
    private final BooleanSupplier doomed;
    private final Heard heard;
    private @Nullable OpenTransaction open;
    private @Nullable OpenTransaction spare;
    private @Nullable OpenTransaction alone;
    private boolean endsElsewhere;
    private long number;

    /** A savepoint, and its place in what is under way; none as long as nothing is. */
    private static final class Point {
        private final Savepoint savepoint;
        private final @Nullable String name;
        private OpenTransaction.@Nullable Savepoint place;

        Point(Savepoint savepoint, @Nullable String name) {
            this.savepoint = savepoint;
            this.name = name;
        }
    }

    /** @param doomed whether the database is going to roll back what is under way, whatever it is told */
    public ConnectionTransaction(BooleanSupplier doomed) {
        this.doomed = doomed;
        this.heard = new Heard(doomed);
    }

    /** Whether the database is going to roll back what is under way, also when it is told to commit that. */
    public boolean isDoomed() {
        return doomed.getAsBoolean();
    }

    /**
     * The transaction that is under way; one begins where there is none.
     *
     * @param own what whoever joins has done up to now, elsewhere
     * @return null when it is one of another unit
     */
    public @Nullable OpenTransaction join(TransactionRecorder recorder, @Nullable OpenTransaction own) {
        OpenTransaction joined = open;
        if (joined == null) {
            joined = own == null ? begin(recorder) : own;
            open = joined;
            for (int i = 0; i < points.size(); i++) { // Most often there are none: no iterator.
                points.get(i).place = joined.savepoint();
            }
        } else if (own != null && own != joined && joined.isOf(recorder)) {
            joined.absorb(own);
        }
        return joined.isOf(recorder) ? joined : null;
    }

    /** The transaction that is under way, of whichever unit; one of this unit begins where there is none. */
    public OpenTransaction joinAny(TransactionRecorder recorder) {
        OpenTransaction joined = join(recorder, null);
        return joined == null ? Objects.requireNonNull(open) : joined;
    }

    Heard heard() {
        return heard;
    }

    /** Whether the database was told of anybody in the transaction. */
    public boolean hasHeard() {
        return heard.isSomething();
    }

    /** Before a statement that nobody announces: who sends it may be another than the database has heard of. */
    public void follow(Connection connection) {
        heard.follow(connection);
    }

    /** The same before a query of a session; not of one that it asks for what it is writing. */
    public void followQuery(Connection connection) {
        heard.followQuery(connection);
    }

    /** What is written from now on may wait. To be called by whoever has announced it. */
    public void writing(Unsent by) {
        heard.writing(by);
    }

    /** Whether somebody else was named since what is about to be written was announced. */
    public boolean isInterrupted() {
        return heard.isInterrupted();
    }

    /** Before what was announced is written, in a statement that was just prepared. */
    public void goOn(Connection connection) {
        heard.goOn(connection);
    }

    /** Ends a pause that is over: triggers may be deferred to the commit. */
    public void endPause(Connection connection) {
        heard.beforeCommit(connection);
    }

    /** Of the transaction of the database. */
    long number() {
        return number;
    }

    /**
     * The database may have forgotten what it was told.
     *
     * @param hasEnded whether what comes now is another transaction
     */
    public void forgotten(boolean hasEnded) {
        if (hasEnded) {
            heard.forget();
            number++;
        } else {
            heard.doubt();
        }
    }

    /**
     * What the statement that is being executed did belongs to a transaction of its own: one that commits by itself was put
     * into it, or the one that is under way is another unit's.
     *
     * @param transaction null when the next statement begins
     */
    public void apart(@Nullable OpenTransaction transaction) {
        alone = transaction;
    }

    /** That transaction, once; null when the statement had none, or one of another unit. */
    @Nullable
    OpenTransaction takeApart(TransactionRecorder recorder) {
        OpenTransaction last = alone;
        alone = null;
        return last != null && last.isOf(recorder) ? last : null;
    }

    /** Where a session's transaction has ended, nobody knows that one any more: the next one need not be made. */
    private OpenTransaction begin(TransactionRecorder recorder) {
        OpenTransaction begun = spare != null && spare.isOf(recorder) ? spare : recorder.begin();
        spare = null;
        return begun;
    }

    /** Whether the connection will decide about something. */
    public boolean isUnderWay() {
        return open != null && !endsElsewhere;
    }

    /** @param name null where it has none */
    public void savepointSet(Savepoint savepoint, @Nullable String name) {
        Point point = new Point(savepoint, name);
        if (open != null) {
            point.place = open.savepoint();
        }
        points.add(point);
    }

    public void rolledBackTo(Savepoint savepoint) {
        forgotten(false);
        int place = find(savepoint);
        if (place >= 0) {
            OpenTransaction.Savepoint since = points.get(place).place;
            points.subList(place + 1, points.size()).clear();
            if (open != null && since != null) {
                open.rollBackTo(since);
            }
        }
    }

    public void released(Savepoint savepoint) {
        int place = find(savepoint);
        if (place >= 0) {
            OpenTransaction.Savepoint since = points.get(place).place;
            points.subList(place, points.size()).clear();
            if (open != null && since != null) {
                open.release(since);
            }
        }
    }

    /** The database knows savepoints by their names: of several that share one it means the last. */
    private int find(Savepoint savepoint) {
        int place = last(point -> point.savepoint == savepoint);
        String name = place < 0 ? nameOf(savepoint) : points.get(place).name;
        return name == null ? place : last(point -> name.equals(point.name));
    }

    private int last(Predicate<Point> wanted) {
        for (int i = points.size() - 1; i >= 0; i--) {
            if (wanted.test(points.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable String nameOf(Savepoint savepoint) {
        try {
            return savepoint.getSavepointName();
        } catch (SQLException e) {
            return null; // It has a number.
        }
    }

    /**
     * A session's transaction is about to end, and will tell how: what the connection tells until then is part of that.
     *
     * @return what is under way; null when there is nothing of this unit
     */
    public @Nullable OpenTransaction endsElsewhere(TransactionRecorder recorder) {
        if (open == null || !open.isOf(recorder)) {
            return null;
        }
        endsElsewhere = true;
        return open;
    }

    /** What a session's transaction had to tell was told. */
    public void ended() {
        if (endsElsewhere) {
            forgotten(true);
            endsElsewhere = false;
            spare = open;
            forget();
        }
    }

    /** @throws io.audittrail.AuditUnavailableException as {@link OpenTransaction#close} does */
    public void beforeCommit(OwnConnection connection) {
        if (open != null && !endsElsewhere) {
            open.close(connection);
        }
    }

    public void committed() {
        OpenTransaction ended = end();
        if (ended != null) {
            ended.committed();
        }
    }

    public void rolledBack() {
        OpenTransaction ended = end();
        if (ended != null) {
            ended.rolledBack();
        }
    }

    /** The answer to the commit was lost. */
    public void unknown() {
        OpenTransaction ended = end();
        if (ended != null) {
            ended.unknown();
        }
    }

    private @Nullable OpenTransaction end() {
        forgotten(true);
        if (endsElsewhere) {
            return null;
        }
        OpenTransaction ended = open;
        forget();
        return ended;
    }

    private void forget() {
        open = null;
        points.clear();
    }
}
