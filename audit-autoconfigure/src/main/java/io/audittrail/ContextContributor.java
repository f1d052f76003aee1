package io.audittrail;

import java.util.Map;

/** Adds what an application knows of the surroundings of a change to the {@code context} of its records. */
@FunctionalInterface
public interface ContextContributor {

    /**
     * Called once per transaction that changed something, on its thread: before its commit, or, where triggers record
     * ({@code audit.postgres.triggers}), before its first write, so that the database and the log are told the same. Values
     * may be strings, numbers, booleans, and lists and maps of these; of anything else the text is taken. A key that was set
     * before is left as it is: {@code request}, {@code ip}, {@code reason} and the MDC's keys cannot be replaced.
     */
    Map<String, ?> context();
}
