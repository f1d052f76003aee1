package io.audittrail.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/**
 * Says in a transaction of the database who is at work, for what the database itself records. It holds until the
 * transaction ends, or something else is said.
 */
@FunctionalInterface
public interface Announcer {

    /**
     * @param connection the transaction's own; not to be closed, committed or kept
     * @param tx what the log calls the transaction
     * @param context of the transaction's records
     */
    void announce(Connection connection, UUID tx, Attribution by, Map<String, Object> context) throws SQLException;
}
