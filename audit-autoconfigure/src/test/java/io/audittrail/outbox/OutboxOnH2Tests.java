package io.audittrail.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.AuditUnavailableException;
import io.audittrail.ledger.Ledger;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutboxOnH2Tests extends OutboxContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }

    @Override
    String script() {
        return "schema-h2.sql";
    }

    /** As H2 and MariaDB do to end a deadlock: what is left of the transaction must not be committed. */
    @Test
    void aTransactionThatTheDatabaseHasEndedIsRefusedThoughTheGateIsOpen() throws Exception {
        Failures failures = new Failures(Clock.systemUTC());
        OutboxDatabases databases = new OutboxDatabases();
        databases.add("sam", database, () -> {});
        OutboxSettings settings = new OutboxSettings(Instance.LEASE, Duration.ofMinutes(2));
        try (Ledger ledger = Instance.openLedger(directory, "a");
                OutboxDelivery delivery = new OutboxDelivery(
                        databases, DrainTarget.own(ledger, "here"), settings, Gate.open(), failures)) {
            inTransaction(true, connection -> {
                failing.failAt("insert into audit_outbox", "40001");
                assertThatThrownBy(() -> delivery.prepare(Instance.changes(1), () -> failing.wrap(connection)))
                        .isInstanceOf(AuditUnavailableException.class)
                        .hasMessageContaining("has rolled the transaction back");

                failing.failAt("insert into audit_outbox", "23505");
                delivery.prepare(Instance.changes(1), () -> failing.wrap(connection))
                        .committed();
            });
        }
        assertThat(names("a")).hasSize(1);
        assertThat(failures.report().failures()).containsEntry("outbox-failed", 1L);
    }
}
