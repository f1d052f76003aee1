package io.audittrail.statements;

import io.audittrail.testing.TestDatabase;

class PlainJdbcOnH2Tests extends PlainJdbcContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }
}
