package io.audittrail.database;

import java.sql.BatchUpdateException;
import java.sql.SQLException;

/** What may be shown of a failure: drivers put the values of a row into their messages, after the first line or in a batch. */
public final class Shown {

    private Shown() {}

    /** The same failure without them. */
    public static Exception of(Exception failure) {
        if (!(failure instanceof SQLException sql)) {
            return failure;
        }
        SQLException first =
                sql instanceof BatchUpdateException && sql.getNextException() != null ? sql.getNextException() : sql;
        String message = String.valueOf(first.getMessage());
        SQLException shown = new SQLException(
                message.lines().findFirst().orElse(message), first.getSQLState(), first.getErrorCode());
        shown.setStackTrace(failure.getStackTrace());
        return shown;
    }
}
