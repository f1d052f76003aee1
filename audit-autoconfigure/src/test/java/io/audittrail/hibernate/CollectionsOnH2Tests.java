package io.audittrail.hibernate;

import io.audittrail.testing.TestDatabase;

class CollectionsOnH2Tests extends CollectionContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }
}
