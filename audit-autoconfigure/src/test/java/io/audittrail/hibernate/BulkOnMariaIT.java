package io.audittrail.hibernate;

import io.audittrail.testing.MariaServer;
import io.audittrail.testing.TestDatabase;

class BulkOnMariaIT extends BulkContract {

    @Override
    TestDatabase newDatabase() {
        return MariaServer.newDatabase();
    }
}
