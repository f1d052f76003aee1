package io.audittrail.benchmarks.scale;

import io.audittrail.benchmarks.workload.Work;

/** A transaction that one thread runs again and again. */
interface Task {

    /** So many are there for a slice that deletes them, which ends with them. */
    int ROWS = 1_000;

    void transaction();

    /** Before a slice, and not part of it. */
    default void beforeSlice() {}

    /** Whether a transaction can be run without another {@link #beforeSlice}. */
    default boolean isReady() {
        return true;
    }

    static Task of(Work work) {
        return new Task() {
            @Override
            public void transaction() {
                work.transaction();
            }

            @Override
            public void beforeSlice() {
                work.beforeSlice(ROWS);
            }

            @Override
            public boolean isReady() {
                return work.isReady();
            }
        };
    }
}
