package io.audittrail.sample;

import java.util.List;

class SampleApplicationOnPostgresIT extends SampleApplicationContract {

    private final PostgresDatabases databases;

    SampleApplicationOnPostgresIT() throws Exception {
        databases = PostgresDatabases.start();
    }

    @Override
    List<String> settings() {
        return databases.settings("postgres");
    }

    @Override
    void stopDatabases() throws Exception {
        databases.close();
    }
}
