package io.audittrail.autoconfigure;

import io.audittrail.ledger.Ledger;
import io.audittrail.outbox.DrainTarget;

/** The log of this instance, open as long as the application runs. */
record OwnLedger(Ledger ledger) implements DrainTarget {

    @Override
    public String owner() {
        return ledger.stream();
    }

    @Override
    public String stream() {
        return ledger.stream();
    }

    @Override
    public String place() {
        return LedgerNaming.place(ledger.directory());
    }

    @Override
    public boolean isAlwaysOpen() {
        return true;
    }

    @Override
    public Ledger open() {
        return ledger;
    }

    @Override
    public void close(Ledger open) {}
}
