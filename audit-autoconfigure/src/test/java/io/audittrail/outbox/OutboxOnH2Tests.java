package io.audittrail.outbox;

import io.audittrail.testing.TestDatabase;

class OutboxOnH2Tests extends OutboxContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }

    @Override
    String script() {
        return "schema-h2.sql";
    }
}
