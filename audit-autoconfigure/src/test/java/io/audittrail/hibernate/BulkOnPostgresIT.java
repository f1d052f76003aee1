package io.audittrail.hibernate;

import io.audittrail.testing.TestDatabase;
import io.audittrail.testing.PostgresServer;

class BulkOnPostgresIT extends BulkContract {

    @Override
    TestDatabase newDatabase() {
        return PostgresServer.newDatabase();
    }
}
