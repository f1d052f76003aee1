package io.audittrail.benchmarks.compare;

/**
 * How far a JVM was warmed up.
 *
 * @param cpuSeconds what it consumed
 * @param quiet whether it came to rest, and was not just out of time
 */
record Warmth(double cpuSeconds, boolean quiet) {}
