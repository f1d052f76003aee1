package io.audittrail.transaction;

import io.audittrail.Actor;
import io.audittrail.AuditContext;
import io.audittrail.AuditPause;
import io.audittrail.AuditSink;
import io.audittrail.ContextContributor;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records the transactions of one persistence unit. Thread-safe. */
public final class TransactionRecorder {

    final String unit;
    final Clock clock;
    final Delivery delivery;
    final ChangeContext context;
    final Failures failures;
    final Gate gate;
    final RecordFigures.OfUnit figures;
    final @Nullable Announcer announcer;
    private final Supplier<Actor> actor;
    private final Supplier<List<AuditSink>> sinks;
    private final boolean allowsPause;

    /**
     * What recording needs beside the name of the unit, and shares between units.
     *
     * @param actor of the current thread. Like the contributors and the sinks it is first asked for when a change is made:
     *     an application's bean may need the very unit that is being built
     * @param contributors in order
     * @param sinks in order
     * @param announcer null where the database itself records nothing
     * @param allowsPause whether somebody may keep changes from being recorded
     */
    public record Collaborators(
            Clock clock,
            Supplier<Actor> actor,
            Supplier<List<ContextContributor>> contributors,
            PlainValues values,
            Delivery delivery,
            Supplier<List<AuditSink>> sinks,
            Failures failures,
            Gate gate,
            RecordFigures figures,
            @Nullable Announcer announcer,
            boolean allowsPause) {}

    public TransactionRecorder(String unit, Collaborators with) {
        this.unit = unit;
        this.clock = with.clock();
        this.actor = with.actor();
        this.context = new ChangeContext(with.contributors(), with.values(), with.failures());
        this.delivery = with.delivery();
        this.sinks = with.sinks();
        this.failures = with.failures();
        this.gate = with.gate();
        this.figures = with.figures().of(unit);
        this.announcer = with.announcer();
        this.allowsPause = with.allowsPause();
    }

    public OpenTransaction begin() {
        return new OpenTransaction(this);
    }

    /**
     * For what is done outside any transaction of a session: the database commits it at once, or somebody does so by hand on
     * the connection.
     *
     * @param connection null when there is none, because what was done is over
     */
    public void outside(@Nullable Connection connection, Consumer<OpenTransaction> change) throws SQLException {
        FollowedConnection followed = connection == null ? null : FollowedConnection.of(connection);
        OpenTransaction apart = followed == null ? null : followed.following().takeApart(this);
        if (connection == null || connection.getAutoCommit()) {
            added(apart == null ? begin() : apart, change).committed();
            return;
        }
        OpenTransaction shared = followed == null ? null : followed.following().join(this, null);
        if (shared == null) {
            added(apart == null ? begin() : apart, change).unknown(); // It will be committed, or it will not.
        } else {
            change.accept(shared);
        }
    }

    private static OpenTransaction added(OpenTransaction alone, Consumer<OpenTransaction> change) {
        change.accept(alone);
        return alone;
    }

    /** Whether the database has to know who is at work before anything is written. */
    public boolean announces() {
        return announcer != null;
    }

    /** Who is at work on this thread now, and why. */
    public Attribution attribution() {
        AuditContext context = AuditContext.current();
        return new Attribution(actor(), context.reason(), context.pause() == null ? null : allowed(context.pause()));
    }

    private @Nullable AuditPause allowed(AuditPause pause) {
        if (!allowsPause) {
            failures.report(
                    "pause-refused",
                    "Somebody asks not to record changes, which audit.allow-pause=false does not allow; they are recorded",
                    new IllegalStateException("AuditContext.pause: " + pause.reason()));
        }
        return allowsPause ? pause : null;
    }

    private Actor actor() {
        try {
            return actor.get();
        } catch (Throwable e) { // A resolver that cannot be made, or that makes changes while it is being made.
            failures.report("actor-unknown", "There is no resolver of actors; changes are recorded as unknown's", e);
            return Actor.UNKNOWN;
        }
    }

    /** Those to be told; none while they cannot be made. */
    List<AuditSink> sinks() {
        try {
            return sinks.get();
        } catch (Throwable e) { // As above: a sink that fills its cache while it is being made, say.
            failures.report("sink-failed", "The sinks cannot be made, and do not hear of a transaction", e);
            return List.of();
        }
    }
}
