package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.hibernate.model.Wide;
import io.audittrail.ledger.DirectDelivery;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerSettings;
import io.audittrail.ledger.Ledgers;
import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;
import io.audittrail.testing.WhatReachesTheDatabase;
import jakarta.persistence.EntityManager;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.orm.jpa.JpaTransactionManager;

/** With direct delivery the database has nothing more to do than without auditing: no statement, no byte of its log. */
class NothingForTheDatabaseIT {

    private static final int TRANSACTIONS = 300;

    @TempDir
    private Path directory;

    private final WhatReachesTheDatabase reaching = new WhatReachesTheDatabase();

    /** What the same work asked of a database, and what it wrote to its log in the middle one of the transactions. */
    private record Load(List<String> calls, long walBytes) {}

    @Test
    void auditingAddsNoStatementAndNoByteToTheDatabasesLog() throws Exception {
        TestDatabase database = PostgresServer.newDatabase();
        Load without;
        try (CapturedUnit plain = unit(database, null)) {
            without = load(plain);
        }
        Load with;
        try (CapturedUnit audited = unit(database, CapturedUnit.ALL);
                Ledger ledger =
                        Ledgers.open(LedgerSettings.of(directory, "sam"), Clock.systemUTC(), audited.failures)) {
            audited.delivery = new DirectDelivery(ledger, audited.failures);
            with = load(audited);
            assertThat(ledger.seq()).isGreaterThan(3 * TRANSACTIONS);
        }

        assertThat(without.calls)
                .hasSizeGreaterThan(8 * TRANSACTIONS)
                .anyMatch(call -> call.startsWith("executeUpdate insert into"))
                .contains("commit");
        assertThat(with.calls).isEqualTo(without.calls);
        assertThat(without.walBytes).isPositive();
        assertThat(with.walBytes).isEqualTo(without.walBytes);
    }

    private CapturedUnit unit(TestDatabase database, @Nullable AuditRules rules) {
        return new CapturedUnit(
                database,
                rules,
                List.of(),
                bean -> bean.setDataSource(reaching.watched(Objects.requireNonNull(bean.getDataSource()))),
                JpaTransactionManager::new,
                Wide.class);
    }

    private Load load(CapturedUnit unit) throws SQLException {
        long[] bytes = new long[TRANSACTIONS];
        reaching.clear();
        try (Connection connection = unit.dataSource.getConnection()) {
            for (int i = 0; i < TRANSACTIONS; i++) {
                long id = i;
                long before = walEnd(connection);
                unit.commit(em -> em.persist(Wide.of(id)));
                unit.commit(em -> find(em, id).title = "Changed " + id);
                unit.commit(em -> em.remove(find(em, id)));
                bytes[i] = walEnd(connection) - before;
            }
        }
        Arrays.sort(bytes);
        return new Load(reaching.calls(), bytes[TRANSACTIONS / 2]);
    }

    private static Wide find(EntityManager em, long id) {
        return em.find(Wide.class, id);
    }

    private static long walEnd(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select pg_current_wal_insert_lsn() - '0/0'")) {
            result.next();
            return result.getLong(1);
        }
    }
}
