package io.audittrail.hibernate;

import io.audittrail.testing.TestDatabase;

class BulkOnH2Tests extends BulkContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }
}
