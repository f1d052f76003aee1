package io.audittrail.benchmarks.contender;

import org.jspecify.annotations.Nullable;

/**
 * What has been kept since the workload began.
 *
 * @param bytes by which it grew on disk in slices, without compression; null where tables are in memory
 * @param changes that were made in these slices
 * @param records of all changes, also of those that make rows for the workload, and of transactions that were counted
 */
public record StorageResult(@Nullable Long bytes, long changes, long records) {}
