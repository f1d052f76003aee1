package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.hibernate.model.Wide;
import io.audittrail.ledger.DirectDelivery;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerSettings;
import io.audittrail.ledger.Ledgers;
import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.EntityManager;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With direct delivery the database has nothing more to do than without auditing: no statement, no byte of its log. */
class NothingForTheDatabaseIT {

    private static final int TRANSACTIONS = 300;

    @TempDir
    private Path directory;

    /** What the same work asked of a database, and what it wrote to its log in the middle one of the transactions. */
    private record Load(Object statements, long walBytes) {}

    @Test
    void auditingAddsNoStatementAndNoByteToTheDatabasesLog() throws Exception {
        TestDatabase database = PostgresServer.newDatabase();
        Load without;
        try (CapturedUnit plain = new CapturedUnit(database, null, Wide.class)) {
            without = load(plain);
        }
        Load with;
        try (CapturedUnit audited = new CapturedUnit(database, CapturedUnit.ALL, Wide.class);
                Ledger ledger =
                        Ledgers.open(LedgerSettings.of(directory, "sam"), Clock.systemUTC(), audited.failures)) {
            audited.delivery = new DirectDelivery(ledger, audited.failures);
            with = load(audited);
            assertThat(ledger.seq()).isGreaterThan(3 * TRANSACTIONS);
        }

        assertThat(with).isEqualTo(without);
        assertThat(without.walBytes).isPositive();
    }

    private static Load load(CapturedUnit unit) throws SQLException {
        long[] bytes = new long[TRANSACTIONS];
        unit.reset();
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
        return new Load(unit.statements.stream().toList(), bytes[TRANSACTIONS / 2]);
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
