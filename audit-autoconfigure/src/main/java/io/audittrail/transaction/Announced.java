package io.audittrail.transaction;

import java.sql.Connection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was said in one transaction of who is at work in it. Not thread-safe, like the transaction. */
final class Announced {

    private @Nullable UUID tx;
    private @Nullable Attribution by;
    private @Nullable Connection on;

    boolean is(Attribution now, Connection connection) {
        return connection == on && now.equals(by);
    }

    /** Says it, and never throws: a transaction that the database has given up says so itself. */
    void say(TransactionRecorder recorder, Announcer announcer, Attribution now, Connection connection) {
        try {
            if (connection.getAutoCommit()) {
                return; // It would be over at once.
            }
            if (tx == null) {
                tx = UuidV7.at(recorder.clock.millis());
            }
            announcer.announce(connection, tx, now, recorder.context.collect());
            by = now;
            on = connection;
        } catch (Throwable e) {
            recorder.failures.report(
                    "announcement-failed",
                    "The database could not be told who is at work; its triggers record it as done outside the application",
                    e);
        }
    }

    /** What the transaction was called; null when nothing was said. */
    @Nullable
    UUID tx() {
        return tx;
    }

    /** A savepoint was rolled back to: perhaps the database has forgotten it, together with what was done. */
    void doubt() {
        by = null;
        on = null;
    }

    void forget() {
        tx = null;
        doubt();
    }
}
