package io.audittrail.hibernate;

import io.audittrail.testing.TestDatabase;

class MappingOnH2Tests extends MappingContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }
}
