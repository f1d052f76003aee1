package io.audittrail.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.audittrail.AuditUnavailableException;
import io.audittrail.ledger.Ledger;
import io.audittrail.testing.SettableClock;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.DelegatingDataSource;

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
        databases.units().add("sam", database, () -> {});
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

    /** Whoever reads the log within a transaction may hold the only connection there is. */
    @Test
    @Timeout(20)
    void nobodyWaitsLongForTheNamesOfOtherLogs() throws Exception {
        Semaphore connections = new Semaphore(1);
        OutboxDatabases databases = new OutboxDatabases();
        databases
                .units()
                .add(
                        "sam",
                        new DelegatingDataSource(database) {
                            @Override
                            public Connection getConnection() throws SQLException {
                                connections.acquireUninterruptibly();
                                connections.release();
                                return super.getConnection();
                            }
                        },
                        () -> {});
        sql.update("insert into audit_anchor (stream, drained_seq) values ('a', 0)");
        SettableClock clock = new SettableClock(Instant.EPOCH);
        AnchoredStreams streams = new AnchoredStreams(databases, new Failures(clock), clock);

        connections.acquire();
        for (int i = 0; i < 1_000; i++) {
            assertThat(streams.streams()).isEmpty();
            clock.move(Duration.ofMinutes(1));
        }
        connections.release();
        await().untilAsserted(() -> assertThat(streams.streams()).containsExactly("a"));
    }
}
