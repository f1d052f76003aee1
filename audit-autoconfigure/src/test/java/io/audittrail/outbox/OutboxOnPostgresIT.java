package io.audittrail.outbox;

import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;

class OutboxOnPostgresIT extends OutboxContract {

    @Override
    TestDatabase newDatabase() {
        return PostgresServer.newDatabase();
    }

    @Override
    String script() {
        return "schema-postgresql.sql";
    }
}
