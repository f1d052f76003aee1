package io.audittrail.tables;

import io.audittrail.testing.TestDatabase;

class TablesOnH2Tests extends TablesContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }

    @Override
    String inKolkata() {
        return "set time zone 'Asia/Kolkata'";
    }
}
