package io.audittrail.transaction;

import io.audittrail.ChangeSet;

/** Takes the changes of a transaction to the log, in two steps around the commit. */
@FunctionalInterface
public interface Delivery {

    /** Runs in the transaction, after its last flush. Everything that can be done before the outcome is known is done here. */
    Prepared prepare(ChangeSet changes);

    /** Holds what was prepared until the outcome is known. Exactly one of the methods is called, once, and must not throw. */
    interface Prepared {

        void committed();

        void rolledBack();
    }
}
