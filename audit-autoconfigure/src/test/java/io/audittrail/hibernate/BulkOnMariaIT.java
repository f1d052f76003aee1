package io.audittrail.hibernate;

import io.audittrail.testing.TestDatabase;
import io.audittrail.testing.MariaServer;

class BulkOnMariaIT extends BulkContract {

    @Override
    TestDatabase newDatabase() {
        return MariaServer.newDatabase();
    }
}
