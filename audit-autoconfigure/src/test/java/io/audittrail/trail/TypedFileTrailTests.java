package io.audittrail.trail;

import io.audittrail.testing.TestDatabase;

class TypedFileTrailTests extends TypedTrailContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }

    @Override
    String[] settings() {
        return new String[0];
    }
}
