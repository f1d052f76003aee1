package io.audittrail.statements;

import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;

class PlainJdbcOnPostgresIT extends PlainJdbcContract {

    @Override
    TestDatabase newDatabase() {
        return PostgresServer.newDatabase();
    }

    @Override
    String procedure() {
        return "create procedure touch() language sql as 'update thing set amount = amount + 1'";
    }
}
