package io.audittrail.entities;

import io.audittrail.testing.MariaServer;
import io.audittrail.testing.TestDatabase;

class EntitiesOnMariaIT extends EntitiesContract {

    @Override
    TestDatabase newDatabase() {
        return MariaServer.newDatabase();
    }

    @Override
    String largeJson() {
        return "concat('{\"note\":\"', repeat('x', 200000), '\"}')";
    }
}
