package io.audittrail.hibernate;

import io.audittrail.sql.SqlScope;
import io.audittrail.transaction.TransactionRecorder;

/** Hears what it takes to tell which SQL concerns a unit, before the unit's first session. */
@FunctionalInterface
public interface SqlListener {

    /** @param recorder the one that the unit's sessions use */
    void ready(String unit, TransactionRecorder recorder, SqlScope scope);
}
