package io.audittrail.transaction;

import io.audittrail.transaction.Heard.Told;
import java.sql.Connection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was said in one transaction of who is at work in it. Others may speak on the same connection, in the same transaction
 * of the database: what counts is who spoke last. Not thread-safe, like the transaction.
 */
final class Announced {

    private @Nullable UUID tx;
    private @Nullable Map<String, Object> context;
    private @Nullable Attribution by;
    private @Nullable Connection on;
    private @Nullable ConnectionTransaction heard;
    private long heardIn;

    boolean is(Attribution now, Connection connection) {
        return now.equals(by)
                && (heard == null
                        ? connection == on
                        : heard.heard().isLast(this) && (connection == on || heard == following(connection)));
    }

    /**
     * Says it. Throws nothing but what fails of that which was written before, and waited. Where it cannot be said, nothing
     * holds that was said before, and the transaction goes on; one that the database has given up says so itself.
     */
    void say(TransactionRecorder recorder, Announcer announcer, Attribution now, Connection connection) {
        FollowedConnection followed = FollowedConnection.of(connection);
        ConnectionTransaction hearing = followed == null ? null : followed.following();
        if (hearing != null) {
            hearing.heard().beforeMore(); // Not our failure, if it fails.
        }
        try {
            if (connection.getAutoCommit()) {
                return; // It would be over at once.
            }
            by = null;
            UUID called = tx;
            if (called == null || wasInAnother(hearing)) {
                called = UuidV7.at(recorder.clock.millis());
                tx = called;
                context = null;
            }
            heard = hearing;
            heardIn = hearing == null ? 0 : hearing.number();
            announcer.announce(followed == null ? connection : followed.behind(), called, now, context(recorder));
            by = now;
            on = connection;
            if (hearing != null) {
                hearing.heard().said(this, told(recorder, announcer, now));
            }
        } catch (Throwable e) {
            recorder.failures.report(
                    "announcement-failed",
                    "The database could not be told who is at work; its triggers record it as done outside the application",
                    e);
        }
    }

    /** Whether what was said before was said in another transaction of the database. */
    private boolean wasInAnother(@Nullable ConnectionTransaction hearing) {
        return heard != null && hearing != null && (heard != hearing || heardIn != hearing.number());
    }

    private Told told(TransactionRecorder recorder, Announcer announcer, Attribution now) {
        return new Told(now, recorder::attribution, (by, open) -> say(recorder, announcer, by, open));
    }

    private static @Nullable ConnectionTransaction following(Connection connection) {
        FollowedConnection followed = FollowedConnection.of(connection);
        return followed == null ? null : followed.following();
    }

    /** Whether somebody else was named last, as far as is known. */
    boolean isOfAnother(Attribution now) {
        return by != null && !by.equals(now);
    }

    /** What the transaction was called; null when nothing was said. */
    @Nullable
    UUID tx() {
        return tx;
    }

    /** As it was when it was first asked for: whoever writes it down later tells the same. */
    Map<String, Object> context(TransactionRecorder recorder) {
        Map<String, Object> told = context;
        if (told == null) {
            told = recorder.context.collect();
            context = told;
        }
        return told;
    }

    /** A savepoint was rolled back to: perhaps the database has forgotten it, together with what was done. */
    void doubt() {
        by = null;
        on = null;
    }

    void forget() {
        tx = null;
        context = null;
        doubt();
    }
}
