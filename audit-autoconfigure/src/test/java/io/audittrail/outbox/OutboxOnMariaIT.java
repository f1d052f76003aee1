package io.audittrail.outbox;

import io.audittrail.testing.MariaServer;
import io.audittrail.testing.TestDatabase;

class OutboxOnMariaIT extends OutboxContract {

    @Override
    TestDatabase newDatabase() {
        return MariaServer.newDatabase();
    }

    @Override
    String script() {
        return "schema-mariadb.sql";
    }
}
