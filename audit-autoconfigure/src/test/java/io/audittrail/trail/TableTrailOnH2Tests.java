package io.audittrail.trail;

import io.audittrail.testing.TestDatabase;

class TableTrailOnH2Tests extends TableTrailContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }

    @Override
    String script() {
        return "schema-h2.sql";
    }
}
