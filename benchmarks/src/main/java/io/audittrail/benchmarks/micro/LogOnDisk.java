package io.audittrail.benchmarks.micro;

import io.audittrail.ChangeSet;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerSettings;
import io.audittrail.ledger.Ledgers;
import io.audittrail.transaction.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.springframework.util.FileSystemUtils;

/** A log in a directory of its own, which is removed with it. */
record LogOnDisk(Path directory, Ledger ledger) implements AutoCloseable {

    private static final long SEGMENT_BYTES = 100_000_000;

    static LogOnDisk open() throws IOException {
        Path directory = Files.createTempDirectory("audit-micro-");
        LedgerSettings settings = LedgerSettings.of(directory, "micro")
                .with(new LedgerSettings.Segments(SEGMENT_BYTES, Duration.ofDays(1)));
        return new LogOnDisk(directory, Ledgers.open(settings, Clock.systemUTC(), new Failures(Clock.systemUTC())));
    }

    void append(ChangeSet changes) {
        ledger.deliver(ledger.encode(changes));
    }

    @Override
    public void close() throws IOException {
        ledger.close();
        FileSystemUtils.deleteRecursively(directory);
    }
}
