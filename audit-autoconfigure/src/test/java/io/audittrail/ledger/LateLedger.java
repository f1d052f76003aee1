package io.audittrail.ledger;

import java.nio.file.Path;
import java.time.Duration;

/** A log that cannot be opened yet, as on a disk that has no room for its files. */
public final class LateLedger {

    private final FailingFile.Faults faults = new FailingFile.Faults();
    private final LedgerFixture fixture;
    private final Ledger ledger;

    public LateLedger(Path directory, String stream) {
        fixture = new LedgerFixture(directory);
        fixture.files = faults;
        faults.open = true;
        ledger = fixture.open(stream, true, Duration.ZERO);
    }

    public Ledger ledger() {
        return ledger;
    }

    public void makeRoom() {
        faults.open = false;
        fixture.round(ledger);
    }
}
