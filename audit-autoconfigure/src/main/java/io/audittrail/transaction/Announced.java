package io.audittrail.transaction;

import io.audittrail.transaction.ConnectionTransaction.Paused;
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
                        : heard.heardLast(this) && (connection == on || heard == following(connection)));
    }

    /**
     * Says it, and never throws. Where it cannot be said, nothing holds that was said before, and the transaction goes on; one
     * that the database has given up says so itself.
     */
    void say(TransactionRecorder recorder, Announcer announcer, Attribution now, Connection connection) {
        try {
            if (connection.getAutoCommit()) {
                return; // It would be over at once.
            }
            by = null;
            FollowedConnection followed = FollowedConnection.of(connection);
            ConnectionTransaction hearing = followed == null ? null : followed.following();
            UUID called = tx;
            if (called == null || isOfAnother(hearing)) {
                called = UuidV7.at(recorder.clock.millis());
                tx = called;
                context = null;
            }
            listen(hearing, null, null);
            announcer.announce(followed == null ? connection : followed.behind(), called, now, context(recorder));
            by = now;
            on = connection;
            listen(
                    hearing,
                    this,
                    now.pause() == null
                            ? null
                            : new Paused(now.pause(), open -> say(recorder, announcer, recorder.attribution(), open)));
        } catch (Throwable e) {
            recorder.failures.report(
                    "announcement-failed",
                    "The database could not be told who is at work; its triggers record it as done outside the application",
                    e);
        }
    }

    /** Whether what was said before was said in another transaction of the database. */
    private boolean isOfAnother(@Nullable ConnectionTransaction hearing) {
        return heard != null && hearing != null && (heard != hearing || heardIn != hearing.number());
    }

    private void listen(@Nullable ConnectionTransaction hearing, @Nullable Announced speaker, @Nullable Paused paused) {
        heard = hearing;
        if (hearing != null) {
            heardIn = hearing.number();
            hearing.hears(speaker, paused);
        }
    }

    private static @Nullable ConnectionTransaction following(Connection connection) {
        FollowedConnection followed = FollowedConnection.of(connection);
        return followed == null ? null : followed.following();
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
