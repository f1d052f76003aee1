package io.audittrail.transaction;

import java.sql.Connection;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the database has heard in one transaction of who is at work, whoever has said it. Once it has heard of somebody, what
 * another does would be taken for his, also what nobody announces: a select may call a function that writes. So it hears of
 * the other one then, before anything is sent. Not thread-safe, like the connection.
 */
final class Heard {

    private final BooleanSupplier doomed;
    private @Nullable Object speaker;
    private @Nullable Told last;
    private @Nullable Attribution first;
    private boolean isOfSeveral;
    private boolean isDoubtful;
    private boolean isLost;
    private @Nullable Unsent unsent;
    private @Nullable Told interrupted;
    private boolean isAsking;

    /**
     * What was said.
     *
     * @param now who is at work when somebody asks
     * @param voice says it, or something else
     */
    record Told(Attribution by, Supplier<Attribution> now, Voice voice) {}

    interface Voice {
        void say(Attribution by, Connection connection);
    }

    /** @param doomed whether the database listens to nobody any more in this transaction */
    Heard(BooleanSupplier doomed) {
        this.doomed = doomed;
    }

    /** Whether it is still true for the database what this one has said, and nobody has said something else since. */
    boolean isLast(Object who) {
        return speaker == who;
    }

    /** Whether anything was said in the transaction. */
    boolean isSomething() {
        return last != null;
    }

    /** Before something else is said: what waits is of whom was named until now. */
    void beforeMore() {
        Unsent waiting = unsent;
        if (waiting != null) {
            if (interrupted == null && waiting.isBeingWritten()) {
                interrupted = last;
            }
            waiting.send();
        }
        speaker = null;
        isLost = true;
    }

    void said(Object who, Told told) {
        if (first == null) {
            first = told.by;
        } else {
            isOfSeveral |= !first.equals(told.by);
        }
        speaker = who;
        last = told;
        isDoubtful = false;
        isLost = false;
    }

    /** What is written from now on may wait to be sent. Whoever writes has said whose it is. */
    void writing(Unsent by) {
        if (unsent != null && unsent != by) {
            unsent.send();
        }
        unsent = by;
        interrupted = null;
    }

    /** Before a statement that nobody announces: where another is at work than the database has heard, it is told. */
    void follow(Connection connection) {
        Told told = last;
        if (told == null || isAsking || (isLost && !isDoubtful)) {
            return;
        }
        isAsking = true; // Whoever is asked for the actor should not use the connection, but may.
        try {
            Attribution now = told.now.get();
            if ((!now.equals(told.by) || (isDoubtful && isOfSeveral)) && !doomed.getAsBoolean()) {
                told.voice.say(now, connection);
            }
        } finally {
            isAsking = false;
        }
    }

    /** The same before a query of a session. What is asked while one writes is a part of that. */
    void followQuery(Connection connection) {
        if (unsent == null || !unsent.isBeingWritten()) {
            follow(connection);
        }
    }

    boolean isInterrupted() {
        return interrupted != null;
    }

    /** Before what was announced is written: others may have been at work meanwhile. */
    void goOn(Connection connection) {
        Told told = interrupted;
        interrupted = null;
        if (told != null && unsent != null && unsent.isBeingWritten() && !doomed.getAsBoolean()) {
            Unsent waiting = unsent;
            told.voice.say(told.by, connection);
            writing(waiting);
        }
    }

    /** Before the commit only pauses matter: what the database does by then it does for whoever has spoken last. */
    void beforeCommit(Connection connection) {
        if (last != null && (last.by.pause() != null || (isDoubtful && isOfSeveral))) {
            follow(connection);
        }
    }

    /** The database may have gone back to what it had heard before. */
    void doubt() {
        speaker = null;
        isDoubtful = true;
    }

    void forget() {
        speaker = null;
        last = null;
        first = null;
        isOfSeveral = false;
        isDoubtful = false;
        isLost = false;
        unsent = null;
        interrupted = null;
    }
}
