package io.audittrail.hibernate;

import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;

class CaptureOnPostgresIT extends CaptureContract {

    @Override
    TestDatabase newDatabase() {
        return PostgresServer.newDatabase();
    }
}
