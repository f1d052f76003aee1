package io.audittrail;

import org.jspecify.annotations.Nullable;

/**
 * Answers who is at work on the current thread. A bean of this type replaces the starter's own, which asks Spring
 * Security. {@link AuditContext#runAs} goes before either.
 */
@FunctionalInterface
public interface ActorResolver {

    /**
     * Called on the thread of the change, within its transaction: must not use the audited database. When it throws or
     * answers null, the change is recorded with {@link Actor#UNKNOWN} and counted.
     */
    @Nullable
    Actor resolve();
}
