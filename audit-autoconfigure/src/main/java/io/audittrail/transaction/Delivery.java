package io.audittrail.transaction;

import io.audittrail.AuditUnavailableException;
import io.audittrail.ChangeSet;
import org.jspecify.annotations.Nullable;

/** Takes the changes of a transaction to the log, in two steps around the commit. */
@FunctionalInterface
public interface Delivery {

    /**
     * Runs in the transaction, after its last flush. Everything that can be done before the outcome is known is done here.
     *
     * @param connection the transaction's own; null when the changes are committed already
     * @throws AuditUnavailableException refuses the transaction, if it is not committed already. Whatever else is thrown does
     *     so where the {@link Gate} is closed
     */
    Prepared prepare(ChangeSet changes, @Nullable OwnConnection connection);

    /**
     * Runs when the transaction has ended, whatever its outcome, for records that have no part in it: of what was read.
     * Needs no connection of the audited database, where that can be.
     */
    default Prepared afterwards(ChangeSet reads) {
        return prepare(reads, null);
    }

    /** Holds what was prepared until the outcome is known. Exactly one of the methods is called, once, and must not throw. */
    interface Prepared {

        void committed();

        void rolledBack();

        /** The commit was sent and its answer lost: the changes are in the database, or they are not. */
        void unknown();
    }
}
