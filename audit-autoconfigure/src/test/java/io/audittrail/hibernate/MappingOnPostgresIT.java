package io.audittrail.hibernate;

import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;

class MappingOnPostgresIT extends MappingContract {

    @Override
    TestDatabase newDatabase() {
        return PostgresServer.newDatabase();
    }
}
