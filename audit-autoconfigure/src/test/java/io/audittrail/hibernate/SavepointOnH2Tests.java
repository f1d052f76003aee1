package io.audittrail.hibernate;

import io.audittrail.testing.TestDatabase;

class SavepointOnH2Tests extends SavepointContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }
}
