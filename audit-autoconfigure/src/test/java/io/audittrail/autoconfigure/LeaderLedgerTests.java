package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.AuditFigures;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerSettings;
import io.audittrail.ledger.Ledgers;
import io.audittrail.transaction.Failures;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaderLedgerTests {

    @Test
    void isMeasuredOnceItLeadsAndShowsTheLedgerOfTheMoment(@TempDir Path directory) {
        LedgerSettings settings = LedgerSettings.of(directory, "all");
        LeaderLedger leader = new LeaderLedger(
                settings, () -> Ledgers.open(settings, Clock.systemUTC(), new Failures(Clock.systemUTC())));
        assertThat(leader.figures()).isEmpty();

        Ledger first = leader.open();
        first.start();
        AuditFigures.Total bytes = bytes(leader);
        assertThat(bytes.total().getAsLong()).isPositive();

        leader.close(first);
        assertThat(bytes.total().getAsLong()).isZero();
    }

    @Test
    void isShownAsLongAsItLeadsForAnyDatabase(@TempDir Path directory) {
        LedgerSettings settings = LedgerSettings.of(directory, "all");
        LeaderLedger leader = new LeaderLedger(
                settings, () -> Ledgers.open(settings, Clock.systemUTC(), new Failures(Clock.systemUTC())));
        Ledger one = leader.open();
        Ledger other = leader.open();
        leader.close(one);
        assertThat(leader.report().details()).containsEntry("stream", "all");
        leader.close(other);
        assertThat(leader.report().details()).isEmpty();
    }

    @Test
    void isShownWhicheverIsClosedFirst(@TempDir Path directory) {
        LedgerSettings settings = LedgerSettings.of(directory, "all");
        LeaderLedger leader = new LeaderLedger(
                settings, () -> Ledgers.open(settings, Clock.systemUTC(), new Failures(Clock.systemUTC())));
        Ledger one = leader.open();
        leader.close(leader.open());
        assertThat(leader.report().details()).containsEntry("stream", "all");
        leader.close(one);
    }

    private static AuditFigures.Total bytes(LeaderLedger leader) {
        return leader.figures().stream()
                .filter(figure -> figure.name().equals("audit.ledger.bytes"))
                .map(figure -> (AuditFigures.Total) figure.reading())
                .findFirst()
                .orElseThrow();
    }
}
