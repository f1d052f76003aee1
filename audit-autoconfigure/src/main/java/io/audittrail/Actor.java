package io.audittrail;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who made a change. The kind is kept beside the name, so that a user who calls himself {@code system} is still a user.
 *
 * @param name the authentication's name, or the name of the kind where there is none
 * @param via the user who really acts, when he acts as somebody else
 */
public record Actor(String name, Kind kind, @Nullable String via) {

    /** No authentication: the application itself. */
    public static final Actor SYSTEM = new Actor("system", Kind.SYSTEM, null);

    /** A caller who did not say who he is. */
    public static final Actor ANONYMOUS = new Actor("anonymous", Kind.ANONYMOUS, null);

    /** The question could not be answered: the resolver threw an exception or had no answer. */
    public static final Actor UNKNOWN = new Actor("unknown", Kind.UNKNOWN, null);

    /** What an actor is. */
    public enum Kind {
        USER,
        ANONYMOUS,
        SYSTEM,
        JOB,
        UNKNOWN,
        EXTERNAL
    }

    public Actor {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
    }

    public static Actor user(String name) {
        return new Actor(name, Kind.USER, null);
    }

    /** Work that runs under a name of its own, see {@link AuditContext#runAs}. */
    public static Actor job(String name) {
        return new Actor(name, Kind.JOB, null);
    }

    /** This actor, with the user who really acts behind it. */
    public Actor via(String user) {
        return new Actor(name, kind, user);
    }
}
