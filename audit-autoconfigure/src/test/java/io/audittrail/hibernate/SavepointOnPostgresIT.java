package io.audittrail.hibernate;

import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;

class SavepointOnPostgresIT extends SavepointContract {

    @Override
    TestDatabase newDatabase() {
        return PostgresServer.newDatabase();
    }
}
