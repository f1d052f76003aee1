package io.audittrail.outbox;

import io.audittrail.ledger.Ledger;

/** The log of this instance, open as long as the application runs. */
record OwnLedger(Ledger ledger, String place) implements DrainTarget {

    @Override
    public String owner() {
        return ledger.stream();
    }

    @Override
    public String stream() {
        return ledger.stream();
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
