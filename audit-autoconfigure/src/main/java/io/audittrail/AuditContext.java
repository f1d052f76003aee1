package io.audittrail;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the current thread says of its work: the name it works under, and why. Scopes nest, and end with the work they
 * surround, also when it throws.
 *
 * <pre>{@code
 * AuditContext.runAs("nightly-import", () -> importer.run());
 * AuditContext.because("ticket 123", () -> projects.rename("NCAR0001", "New title"));
 * AuditContext.pause("first load of 2025", () -> importer.run());
 * }</pre>
 *
 * <p>A change belongs to the scope in which Hibernate is told of it: {@code persist} and {@code remove} when they are
 * called, a changed attribute when it is flushed. Let a scope surround the transaction to be sure.
 *
 * @param job the name given by {@link #runAs}, if any
 * @param reason the reason given by {@link #because}, if any
 * @param inherited who was at work on the thread that handed this work over, for work on another thread
 * @param pause what is not to be recorded, if anything
 */
public record AuditContext(
        @Nullable String job,
        @Nullable String reason,
        @Nullable Actor inherited,
        @Nullable AuditPause pause) {

    private static final AuditContext NONE = new AuditContext(null, null, null, null);
    private static final ThreadLocal<AuditContext> CURRENT = new ThreadLocal<>();

    /** Work without a result. */
    @FunctionalInterface
    public interface Work<X extends Exception> {
        void run() throws X;
    }

    /** Work with a result. */
    @FunctionalInterface
    public interface Task<T extends @Nullable Object, X extends Exception> {
        T run() throws X;
    }

    /** Records the changes of the work as made by a job of this name. A user who is logged in is kept as {@code via}. */
    public static <X extends Exception> void runAs(String name, Work<X> work) throws X {
        current().withJob(name).run(work);
    }

    /** Records the changes of the work as made by a job of this name. A user who is logged in is kept as {@code via}. */
    public static <T extends @Nullable Object, X extends Exception> T runAs(String name, Task<T, X> work) throws X {
        return current().withJob(name).run(work);
    }

    /** Records the reason with the changes of the work. */
    public static <X extends Exception> void because(String reason, Work<X> work) throws X {
        current().withReason(reason).run(work);
    }

    /** Records the reason with the changes of the work. */
    public static <T extends @Nullable Object, X extends Exception> T because(String reason, Task<T, X> work) throws X {
        return current().withReason(reason).run(work);
    }

    /**
     * Records no changes of the work, only that it was so: who, why, which tables and how many changes. Works where {@code
     * audit.allow-pause=true}; elsewhere everything is recorded, and the application's log says so. Of pauses within each
     * other the innermost holds.
     */
    public static <X extends Exception> void pause(String reason, Work<X> work) throws X {
        current().withPause(new AuditPause(reason)).run(work);
    }

    /** Records no changes of the work, as {@link #pause(String, Work)} does. */
    public static <T extends @Nullable Object, X extends Exception> T pause(String reason, Task<T, X> work) throws X {
        return current().withPause(new AuditPause(reason)).run(work);
    }

    /**
     * Records no changes that the work makes to some tables, as {@link #pause(String, Work)} does for all.
     *
     * @param tables by their names in the database; an entity is left out when all tables that it is stored in are named, a
     *     collection when its own is
     */
    public static <X extends Exception> void pause(String reason, Collection<String> tables, Work<X> work) throws X {
        current().withPause(of(reason, tables)).run(work);
    }

    /** Records no changes that the work makes to some tables, as {@link #pause(String, Collection, Work)} does. */
    public static <T extends @Nullable Object, X extends Exception> T pause(
            String reason, Collection<String> tables, Task<T, X> work) throws X {
        return current().withPause(of(reason, tables)).run(work);
    }

    private static AuditPause of(String reason, Collection<String> tables) {
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("No table is named; a pause of all takes no list of them");
        }
        return new AuditPause(reason, Set.copyOf(tables));
    }

    /** What holds on this thread now; hand it to another thread and {@link #run(Work) run} its work there. */
    public static AuditContext current() {
        AuditContext current = CURRENT.get();
        return current == null ? NONE : current;
    }

    /**
     * Makes this the context of the thread until the next call, for code that carries contexts between threads and
     * cannot surround the work. Everybody else uses {@link #run(Work)}.
     *
     * @return what held before
     */
    public AuditContext attach() {
        AuditContext before = current();
        if (isNone()) {
            CURRENT.remove();
        } else {
            CURRENT.set(this);
        }
        return before;
    }

    public <X extends Exception> void run(Work<X> work) throws X {
        AuditContext before = attach();
        try {
            work.run();
        } finally {
            before.attach();
        }
    }

    public <T extends @Nullable Object, X extends Exception> T run(Task<T, X> work) throws X {
        AuditContext before = attach();
        try {
            return work.run();
        } finally {
            before.attach();
        }
    }

    public AuditContext withJob(String name) {
        return new AuditContext(Objects.requireNonNull(name, "name"), reason, inherited, pause);
    }

    public AuditContext withReason(String why) {
        return new AuditContext(job, Objects.requireNonNull(why, "reason"), inherited, pause);
    }

    public AuditContext withInherited(Actor actor) {
        return new AuditContext(job, reason, actor, pause);
    }

    public AuditContext withPause(AuditPause of) {
        return new AuditContext(job, reason, inherited, Objects.requireNonNull(of, "pause"));
    }

    public boolean isNone() {
        return job == null && reason == null && inherited == null && pause == null;
    }
}
