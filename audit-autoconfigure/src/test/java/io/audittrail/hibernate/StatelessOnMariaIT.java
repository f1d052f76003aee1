package io.audittrail.hibernate;

import io.audittrail.testing.MariaServer;
import io.audittrail.testing.TestDatabase;

class StatelessOnMariaIT extends StatelessContract {

    @Override
    TestDatabase newDatabase() {
        return MariaServer.newDatabase();
    }
}
