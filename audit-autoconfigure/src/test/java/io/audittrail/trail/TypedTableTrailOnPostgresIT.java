package io.audittrail.trail;

import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;

class TypedTableTrailOnPostgresIT extends TypedTrailContract {

    @Override
    TestDatabase newDatabase() {
        return PostgresServer.newDatabase();
    }

    @Override
    String[] settings() {
        return new String[] {
            "audit.tables.enabled=true", "audit.tables.initialize-schema=always", "audit.ledger.enabled=false"
        };
    }
}
