package io.audittrail.transaction;

import io.audittrail.Actor;
import io.audittrail.ActorResolver;
import io.audittrail.AuditContext;
import org.jspecify.annotations.Nullable;

/**
 * Who is at work on this thread, the same for everybody who asks: the recorder, and Spring Data's auditing. The name
 * given by {@link AuditContext#runAs} goes first, then the resolver, then, where the resolver finds nobody, whoever
 * handed the work to this thread. Thread-safe, never throws, allocates nothing of its own unless a job runs.
 */
public final class CurrentActor {

    private final ActorResolver resolver;
    private final Failures failures;

    public CurrentActor(ActorResolver resolver, Failures failures) {
        this.resolver = resolver;
        this.failures = failures;
    }

    public Actor get() {
        AuditContext context = AuditContext.current();
        Actor actor = resolve(context.inherited());
        String job = context.job();
        return job == null ? actor : new Actor(job, Actor.Kind.JOB, userBehind(actor));
    }

    private Actor resolve(@Nullable Actor inherited) {
        Actor actor;
        try {
            actor = resolver.resolve();
        } catch (Throwable e) { // An Error too: a library that does not link must not decide about the transaction.
            return unknown(e);
        }
        if (actor == null) {
            return unknown(new NoAnswer());
        }
        return inherited != null && actor.kind() == Actor.Kind.SYSTEM ? inherited : actor;
    }

    private static @Nullable String userBehind(Actor actor) {
        return actor.via() == null && actor.kind() == Actor.Kind.USER ? actor.name() : actor.via();
    }

    private Actor unknown(Throwable cause) {
        failures.report(
                "actor-unknown", "The actor could not be resolved; what he does is recorded as unknown's", cause);
        return Actor.UNKNOWN;
    }

    /** Without a stack trace: where a resolver never answers, it would be walked for every change, and says nothing. */
    private static final class NoAnswer extends RuntimeException {

        NoAnswer() {
            super("the ActorResolver answered null: it knows no name", null, false, false);
        }
    }
}
