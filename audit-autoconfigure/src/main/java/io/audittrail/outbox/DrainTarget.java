package io.audittrail.outbox;

import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerUnavailableException;

/** Where the drained records go, and which of them are meant. */
public interface DrainTarget {

    /**
     * A log that is open as long as the application runs, and what this instance writes itself.
     *
     * @param place what no other process shares: host and directory
     */
    static DrainTarget own(Ledger ledger, String place) {
        return new OwnLedger(ledger, place);
    }

    /** Whose rows: what this instance writes is marked with it. At most 100 letters, digits or signs. */
    String owner();

    /** The name of the log, which is known also while it is not open. */
    String stream();

    /** What no other process shares while the log is open: host and directory. */
    String place();

    /** Whether the log is open all the time, and so nobody else's. */
    boolean isAlwaysOpen();

    /**
     * Called when the lease is held.
     *
     * @throws LedgerUnavailableException when it cannot be written here
     */
    Ledger open();

    /** Called when the lease is held no more. */
    void close(Ledger ledger);
}
