package io.audittrail.database;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** What may be shown of a failure: drivers put the values of a row into their messages, after the first line or in a batch. */
public final class Shown {

    private static final String DATA = "22";
    private static final String CONSTRAINT = "23";

    /** Before which no driver has said a value; names of tables and constraints are in double quotes. */
    private static final Pattern VALUE = Pattern.compile("'|: \"");

    private Shown() {}

    /** The same failure without them. */
    public static Exception of(Exception failure) {
        if (!(failure instanceof SQLException sql)) {
            return failure;
        }
        SQLException first =
                sql instanceof BatchUpdateException && sql.getNextException() != null ? sql.getNextException() : sql;
        SQLException shown = new SQLException(message(first), first.getSQLState(), first.getErrorCode());
        shown.setStackTrace(failure.getStackTrace());
        return shown;
    }

    private static String message(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        String line = message.lines().findFirst().orElse(message);
        String state = String.valueOf(failure.getSQLState());
        if (!state.startsWith(DATA) && !state.startsWith(CONSTRAINT)) {
            return line;
        }
        String[] parts = VALUE.split(line, 2);
        return parts.length == 1 ? line : parts[0] + "… (SQLState " + state + ", code " + failure.getErrorCode() + ")";
    }
}
