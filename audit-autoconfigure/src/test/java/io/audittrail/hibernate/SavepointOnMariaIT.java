package io.audittrail.hibernate;

import io.audittrail.testing.MariaServer;
import io.audittrail.testing.TestDatabase;

class SavepointOnMariaIT extends SavepointContract {

    @Override
    TestDatabase newDatabase() {
        return MariaServer.newDatabase();
    }
}
