package io.audittrail.benchmarks.micro;

import io.audittrail.ChangeSet;
import io.audittrail.benchmarks.log.Logs;
import io.audittrail.benchmarks.log.Scratch;
import io.audittrail.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Path;

/** A log in a directory of its own, which is removed with it. */
record LogOnDisk(Scratch scratch, Ledger ledger) implements AutoCloseable {

    static LogOnDisk open() throws IOException {
        Scratch scratch = Scratch.create();
        return new LogOnDisk(scratch, Logs.open(Logs.settings(scratch.path())));
    }

    Path directory() {
        return scratch.path();
    }

    void append(ChangeSet changes) {
        ledger.deliver(ledger.encode(changes));
    }

    /** @throws IllegalStateException if it was not written as it should have been: then it was not measured either */
    @Override
    public void close() {
        try (scratch;
                ledger) {
            Logs.check(ledger);
        }
    }
}
