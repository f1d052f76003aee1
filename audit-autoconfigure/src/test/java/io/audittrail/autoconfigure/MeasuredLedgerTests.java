package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.AuditFigures.Figure;
import io.audittrail.AuditFigures.Level;
import io.audittrail.AuditFigures.Reading;
import io.audittrail.AuditFigures.Times;
import io.audittrail.AuditFigures.Total;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerFigures;
import io.audittrail.ledger.LedgerSettings;
import io.audittrail.ledger.LedgerSettings.Fsync;
import io.audittrail.ledger.LedgerSettings.Writing;
import io.audittrail.ledger.Ledgers;
import io.audittrail.line.Records;
import io.audittrail.transaction.Failures;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each meter shows what its name says. */
class MeasuredLedgerTests {

    @TempDir
    Path directory;

    @Test
    void whatIsWrittenIsMeasured() {
        Ledger ledger = open(0);
        ledger.start();
        deliver(ledger, 1);
        ledger.close();

        LedgerFigures figures = ledger.figures();
        assertThat(figures.writes()).isGreaterThan(figures.fsyncs());
        assertThat(figures.fsyncs()).isPositive();
        assertThat(measured(ledger))
                .containsEntry("audit.ledger.bytes", figures.bytes() + " bytes")
                .containsEntry("audit.ledger.write", figures.writes() + " in " + figures.writeNanos())
                .containsEntry("audit.ledger.fsync", figures.fsyncs() + " in " + figures.fsyncNanos())
                .containsEntry("audit.ledger.waiting.records", "0 records");
    }

    @Test
    void whatWaitsAndWhatIsLostIsMeasured() {
        Ledger ledger = open(Long.MAX_VALUE);
        deliver(ledger, 2);
        deliver(ledger, 1);
        deliver(ledger, 40);

        assertThat(measured(ledger))
                .containsEntry("audit.ledger.waiting.transactions", "2 transactions")
                .containsEntry("audit.ledger.waiting.records", "3 records")
                .containsEntry("audit.ledger.waiting.bytes", ledger.figures().waitingBytes() + " bytes")
                .containsEntry("audit.ledger.lost.transactions", "1 transactions")
                .containsEntry("audit.ledger.lost.records", "40 records");
        ledger.close();
    }

    private Ledger open(long minFreeSpace) {
        LedgerSettings settings =
                LedgerSettings.of(directory, "sam").with(new Writing(Fsync.NEVER, 4_000, minFreeSpace));
        return Ledgers.open(settings, Clock.systemUTC(), new Failures(Clock.systemUTC()));
    }

    private static void deliver(Ledger ledger, int records) {
        ChangeRecord record = Records.update(1, new Change("title", "Old", "New"));
        ledger.deliver(
                ledger.encode(Records.set(Collections.nCopies(records, record).toArray(ChangeRecord[]::new))));
    }

    private static Map<String, String> measured(Ledger ledger) {
        return new MeasuredLedger(() -> ledger)
                .figures().stream().collect(Collectors.toMap(Figure::name, figure -> text(figure.reading())));
    }

    private static String text(Reading reading) {
        if (reading instanceof Total total) {
            return total.total().getAsLong() + " " + total.unit();
        }
        if (reading instanceof Level level) {
            return level.now().getAsLong() + " " + level.unit();
        }
        Times times = (Times) reading;
        return times.count().getAsLong() + " in " + times.nanos().getAsLong();
    }
}
