package io.audittrail.hibernate;

import io.audittrail.sql.SqlScope;
import io.audittrail.transaction.TransactionRecorder;

/** Hears what it takes to tell which SQL concerns a unit. */
@FunctionalInterface
public interface SqlListener {

    /**
     * Before the unit's first session, and after its tables were created.
     *
     * @param recorder the one that the unit's sessions use
     */
    void ready(String unit, TransactionRecorder recorder, SqlScope scope);

    /** Before its tables are dropped, where Hibernate is to do that. */
    default void closing(String unit) {}
}
