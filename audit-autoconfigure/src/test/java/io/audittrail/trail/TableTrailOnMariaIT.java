package io.audittrail.trail;

import io.audittrail.testing.MariaServer;
import io.audittrail.testing.TestDatabase;

class TableTrailOnMariaIT extends TableTrailContract {

    @Override
    TestDatabase newDatabase() {
        return MariaServer.newDatabase();
    }

    @Override
    String script() {
        return "schema-mariadb.sql";
    }
}
