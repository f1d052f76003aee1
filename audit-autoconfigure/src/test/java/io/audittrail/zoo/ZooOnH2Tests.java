package io.audittrail.zoo;

import io.audittrail.testing.TestDatabase;

class ZooOnH2Tests extends ZooContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }
}
