package io.audittrail.tables;

import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;

class TablesOnPostgresIT extends TablesContract {

    @Override
    TestDatabase newDatabase() {
        return PostgresServer.newDatabase();
    }

    @Override
    String inKolkata() {
        return "set time zone 'Asia/Kolkata'";
    }
}
