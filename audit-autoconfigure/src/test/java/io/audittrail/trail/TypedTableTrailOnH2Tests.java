package io.audittrail.trail;

import io.audittrail.testing.TestDatabase;

class TypedTableTrailOnH2Tests extends TypedTrailContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }

    @Override
    String[] settings() {
        return new String[] {
            "audit.tables.enabled=true", "audit.tables.initialize-schema=always", "audit.ledger.enabled=false"
        };
    }
}
