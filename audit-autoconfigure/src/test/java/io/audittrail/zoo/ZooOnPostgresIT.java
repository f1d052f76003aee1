package io.audittrail.zoo;

import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;

class ZooOnPostgresIT extends ZooContract {

    @Override
    TestDatabase newDatabase() {
        return PostgresServer.newDatabase();
    }
}
