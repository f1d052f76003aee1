package io.audittrail.trail;

import io.audittrail.testing.MariaServer;
import io.audittrail.testing.TestDatabase;

class TypedTableTrailOnMariaIT extends TypedTrailContract {

    @Override
    TestDatabase newDatabase() {
        return MariaServer.newDatabase();
    }

    @Override
    String[] settings() {
        return new String[] {
            "audit.tables.enabled=true", "audit.tables.initialize-schema=always", "audit.ledger.enabled=false"
        };
    }
}
