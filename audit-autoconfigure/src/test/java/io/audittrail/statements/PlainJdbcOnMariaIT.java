package io.audittrail.statements;

import io.audittrail.testing.MariaServer;
import io.audittrail.testing.TestDatabase;

class PlainJdbcOnMariaIT extends PlainJdbcContract {

    @Override
    TestDatabase newDatabase() {
        return MariaServer.newDatabase();
    }

    @Override
    String procedure() {
        return "create procedure touch() update thing set amount = amount + 1";
    }
}
