package io.audittrail.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.Change;
import io.audittrail.Entry;
import io.audittrail.database.Dialect;
import io.audittrail.line.Records;
import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;
import io.audittrail.testing.WhatReachesTheDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.xa.PGXADataSource;

class TablesOnPostgresIT extends TablesContract {

    @Override
    TestDatabase newDatabase() {
        return PostgresServer.newDatabase();
    }

    @Override
    String inKolkata() {
        return "set time zone 'Asia/Kolkata'";
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 500})
    void whateverAnOrdinaryTransactionChangedIsOneRoundTrip(int records) throws SQLException {
        WhatReachesTheDatabase reaching = new WhatReachesTheDatabase();
        try (Connection connection =
                reaching.watched(unit.bean(DataSource.class)).getConnection()) {
            connection.setAutoCommit(false);
            reaching.clear();

            insert(connection, records);

            assertThat(reaching.calls()).hasSize(1).first().asString().startsWith("execute SAVEPOINT");
            connection.commit();
        }
        assertThat(unit.sql().queryForList("select n from audit_activity order by id", Integer.class))
                .isEqualTo(IntStream.rangeClosed(1, records).boxed().toList());
    }

    /** There the driver refuses savepoints, unless they are set in SQL. */
    @Test
    void aLargeTransactionOfJtaIsWrittenToo() throws Exception {
        PGXADataSource source = new PGXADataSource();
        source.setUrl(unit.database().url());
        XAConnection connection =
                source.getXAConnection(unit.database().user(), unit.database().password());
        try {
            XAResource resource = connection.getXAResource();
            resource.start(new OnlyXid(), XAResource.TMNOFLAGS);
            insert(connection.getConnection(), 5_000);
            resource.end(new OnlyXid(), XAResource.TMSUCCESS);
            resource.commit(new OnlyXid(), true);
        } finally {
            connection.close();
        }
        assertThat(unit.activities()).hasSize(5_000);
    }

    private record OnlyXid() implements Xid {

        @Override
        public int getFormatId() {
            return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return new byte[] {1};
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    }

    @Test
    void aTransactionHasTheNumberThatTheDatabaseGaveIt() {
        String[] number = new String[1];
        unit.commit(em -> {
            em.persist(new Thing(1, "one"));
            number[0] = (String) em.createNativeQuery("select cast(pg_current_xact_id() as text)", String.class)
                    .getSingleResult();
        });
        assertThat(unit.sql().queryForObject("select cast(native_id as text) from audit_transaction", String.class))
                .isEqualTo(number[0]);
    }

    @Test
    void whatFailsInOneRoundTripLeavesTheTransactionAsItWas() throws SQLException {
        try (Connection connection = unit.bean(DataSource.class).getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, 2);

            assertThatThrownBy(() -> insert(connection, 2))
                    .as("the same transaction again")
                    .isExactlyInstanceOf(PSQLException.class)
                    .hasMessageContaining("duplicate key");

            connection.commit();
        }
        assertThat(unit.activities()).hasSize(2);
    }

    private static void insert(Connection connection, int records) throws SQLException {
        TableNames names = new TableNames(null, "audit_transaction", "audit_activity");
        Entry[] updates = IntStream.range(0, records)
                .mapToObj(id -> Records.update(id, new Change("name", "one", "two")))
                .toArray(Entry[]::new);
        TablesInsert.of(Dialect.POSTGRESQL, names, "test", new EntityTables())
                .insert(connection, Records.set(updates), true);
    }
}
