package io.audittrail.benchmarks.toggle;

/** What some transactions cost, each on the average. */
record Slice(double wallNanos, double cpuNanos, double bytes) {

    Slice minus(Slice other) {
        return new Slice(wallNanos - other.wallNanos, cpuNanos - other.cpuNanos, bytes - other.bytes);
    }
}
