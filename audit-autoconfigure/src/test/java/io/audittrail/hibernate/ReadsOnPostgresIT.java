package io.audittrail.hibernate;

import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;

class ReadsOnPostgresIT extends ReadsContract {

    @Override
    TestDatabase newDatabase() {
        return PostgresServer.newDatabase();
    }
}
