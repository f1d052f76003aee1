package io.audittrail.transaction;

import java.sql.Connection;
import java.sql.SQLException;

/** Gives the connection that a transaction runs on. What is done with it shares the transaction's outcome. */
@FunctionalInterface
public interface OwnConnection {

    /** Not to be closed, committed or kept. */
    Connection get() throws SQLException;

    /** Whether the transaction is not meant to write: then nothing can be put into a table, or nothing should be. */
    default boolean isReadOnly() throws SQLException {
        return get().isReadOnly();
    }
}
