package io.audittrail.hibernate;

import io.audittrail.testing.TestDatabase;

class ReadsOnH2Tests extends ReadsContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }
}
