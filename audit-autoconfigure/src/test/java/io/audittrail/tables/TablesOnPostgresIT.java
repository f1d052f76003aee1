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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;

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
