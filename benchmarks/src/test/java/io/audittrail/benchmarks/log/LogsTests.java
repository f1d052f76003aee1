package io.audittrail.benchmarks.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.ChangeSet;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.Retention;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTests {

    @Test
    void nobodyElseIsAtWorkOnALogThatIsMeasured(@TempDir Path directory) {
        assertThat(Logs.settings(directory).retention()).isEqualTo(Retention.NONE);
    }

    @Test
    void whatIsDeliveredIsInTheLog(@TempDir Path directory) throws IOException {
        try (Ledger ledger = Logs.open(Logs.settings(directory))) {
            Transactions updates = Transactions.ofUpdates(3);
            Logs.deliver(ledger, updates); // Begins the log.
            long before = ledger.seq();

            Logs.deliver(ledger, updates);

            assertThat(ledger.seq()).isEqualTo(before + 3);
            Logs.check(ledger);
        }
    }

    @Test
    void transactionsOfDifferentThreadsChangeDifferentEntities() {
        ChangeSet one = Transactions.ofOneUpdate(0).next();
        ChangeSet other = Transactions.ofOneUpdate(1).next();

        assertThat(one.tx()).isNotEqualTo(other.tx());
        assertThat(one.changes().get(0).entity())
                .isNotEqualTo(other.changes().get(0).entity());
    }
}
