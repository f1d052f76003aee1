package io.audittrail.entities;

import io.audittrail.testing.TestDatabase;

class EntitiesOnH2Tests extends EntitiesContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }

    @Override
    String largeJson() {
        return "concat('{\"note\":\"', repeat('x', 200000), '\"}') format json";
    }
}
