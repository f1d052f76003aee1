package io.audittrail.hibernate;

import io.audittrail.testing.TestDatabase;

class StatelessOnH2Tests extends StatelessContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }
}
