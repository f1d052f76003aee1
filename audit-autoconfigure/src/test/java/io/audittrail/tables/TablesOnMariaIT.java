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

    @Override
    String inKolkata() {
        return "set time_zone = '+05:30'";
    }

    @Override
    String microsOfTheEpoch() {
        return "timestampdiff(microsecond, '1970-01-01', issued_at)";
    }
}
