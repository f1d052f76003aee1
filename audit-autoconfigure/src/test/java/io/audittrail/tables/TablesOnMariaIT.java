package io.audittrail.tables;

import io.audittrail.testing.MariaServer;
import io.audittrail.testing.TestDatabase;

class TablesOnMariaIT extends TablesContract {

    @Override
    TestDatabase newDatabase() {
        return MariaServer.newDatabase();
    }

    @Override
    String dropAll() {
        return "";
    }
}
