package io.audittrail.trail;

import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;

class TableTrailOnPostgresIT extends TableTrailContract {

    @Override
    TestDatabase newDatabase() {
        return PostgresServer.newDatabase();
    }

    @Override
    String script() {
        return "schema-postgresql.sql";
    }
}
