package io.audittrail;

import java.time.Instant;
import java.util.List;

/**
 * Compares, transaction by transaction, what the log has with what triggers of PostgreSQL saw. There is one where
 * {@code audit.postgres.triggers.enabled} is true, the layout is {@code json}, and the log is in files.
 */
@FunctionalInterface
public interface AuditReconciliation {

    /**
     * The differences of the transactions that closed from the one time on and before the other. Of those that the log does not
     * have, the time is that of their first change. Reads the log and the tables: that takes its time.
     *
     * @throws IllegalArgumentException when the second is not after the first
     */
    Report between(Instant from, Instant to);

    /** Where a difference is from. */
    enum Source {
        /** The log has a record, and no trigger saw a row. */
        ORM,
        /** The log has a statement on the table, and not the rows that it changed. */
        BULK,
        /** Recording was paused for the table, and one of the two left out more than the other. */
        PAUSED,
        /** Done outside the application. */
        OUTSIDE,
        /** Done in a transaction of the application, and the log has neither a record nor a statement that tells of it. */
        UNKNOWN
    }

    /**
     * What of a transaction the two do not tell alike.
     *
     * @param at when the transaction closed; where the log does not have it, when its first change was made
     * @param actor of the transaction
     * @param table with its schema; that of the entity's mapping where no trigger saw a row
     * @param operation {@code INSERT}, {@code UPDATE}, {@code DELETE}, {@code TRUNCATE}; {@code PAUSED} where triggers tell of no more
     *     than a pause
     * @param rows that triggers saw
     * @param records that the log has; of rows that a pause explains, its pauses
     * @param explained whether there is a reason why it is so
     */
    record Difference(
            String tx,
            Instant at,
            Actor actor,
            Source source,
            String table,
            String operation,
            long rows,
            long records,
            boolean explained) {}

    /** All differences of one kind. */
    record Total(
            String table,
            String operation,
            Source source,
            boolean explained,
            long transactions,
            long rows,
            long records) {}

    /**
     * What was found.
     *
     * @param transactions how many were compared
     * @param unexplained how many differences are not explained
     * @param differences some of them, in the order of their times: no more than a thousand
     * @param unlisted how many more there are
     * @param totals all of them
     * @param notes what else there may be, which was not read
     */
    record Report(
            Instant from,
            Instant to,
            long transactions,
            long unexplained,
            List<Difference> differences,
            long unlisted,
            List<Total> totals,
            List<String> notes) {
        public Report {
            differences = List.copyOf(differences);
            totals = List.copyOf(totals);
            notes = List.copyOf(notes);
        }
    }
}
