package io.audittrail.hibernate;

import io.audittrail.sql.SqlScope;
import io.audittrail.transaction.TransactionRecorder;
import java.util.List;

/** Hears what it takes to tell which SQL concerns a unit. */
public interface SqlListener {

    /**
     * Before the unit's first session, and after its tables were created.
     *
     * @param recorder the one that the unit's sessions use
     */
    default void ready(String unit, TransactionRecorder recorder, SqlScope scope) {}

    /** Tables of no entity that concern the units too, as somebody has written their names. */
    default List<String> tables() {
        return List.of();
    }

    /** Before its tables are dropped, where Hibernate is to do that. */
    default void closing(String unit) {}
}
