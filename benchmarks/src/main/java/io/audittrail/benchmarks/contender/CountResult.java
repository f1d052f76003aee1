package io.audittrail.benchmarks.contender;

import org.jspecify.annotations.Nullable;

/**
 * What some transactions cost the database.
 *
 * @param statements executions, of whatever thread; a batch is one
 * @param batched statements within batches
 * @param walBytes of the whole server; null where there is no such log
 */
public record CountResult(
        long transactions,
        long changes,
        long statements,
        long batched,
        @Nullable Long walBytes) {}
