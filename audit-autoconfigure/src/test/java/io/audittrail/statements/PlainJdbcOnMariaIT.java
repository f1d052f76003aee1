package io.audittrail.statements;

import io.audittrail.testing.MariaServer;
import io.audittrail.testing.TestDatabase;

class PlainJdbcOnMariaIT extends PlainJdbcContract {

    @Override
    TestDatabase newDatabase() {
        return MariaServer.newDatabase();
    }
}
