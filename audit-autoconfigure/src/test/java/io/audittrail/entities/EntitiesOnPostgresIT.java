package io.audittrail.entities;

import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;

class EntitiesOnPostgresIT extends EntitiesContract {

    @Override
    TestDatabase newDatabase() {
        return PostgresServer.newDatabase();
    }
}
