package io.audittrail.hibernate;

import io.audittrail.testing.TestDatabase;

class CaptureOnH2Tests extends CaptureContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }
}
