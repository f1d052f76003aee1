package io.audittrail.hibernate;

import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;

class StatelessOnPostgresIT extends StatelessContract {

    @Override
    TestDatabase newDatabase() {
        return PostgresServer.newDatabase();
    }
}
