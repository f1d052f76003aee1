package io.audittrail.benchmarks.contender;

import org.jspecify.annotations.Nullable;

/**
 * What has been kept of the changes since the workload began.
 *
 * @param bytes on disk, without compression; null where tables are in memory
 * @param changes of entities, or elements of collections
 */
public record StorageResult(@Nullable Long bytes, long changes) {}
